// Keeping the text of the pane and the text of the model in step, whoever changes them.
import type { Splice } from "./editor";

/** The one change that makes a text another; nothing where they are the same. */
export function between(before: string, after: string): Splice | null {
  if (before === after) return null;
  let most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  most -= start;
  let same = 0;
  while (same < most && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  // Never between the halves of a character beyond the first 65,536: Python counts whole ones.
  const half = (text: string, at: number) => /[\uDC00-\uDFFF]/.test(text[at] ?? "") && /[\uD800-\uDBFF]/.test(text[at - 1] ?? "");
  while (start > 0 && (half(before, start) || half(after, start))) start--;
  while (same > 0 && (half(before, before.length - same) || half(after, after.length - same))) same--;
  return [start, before.length - same, after.slice(start, after.length - same)];
}

export function applied(text: string, [from, to, insert]: Splice): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/**
 * The change `theirs` of a text, as it is after `mine` was made in the same text; nothing where both touch the same
 * place, so that somebody must choose.
 */
export function rebased(theirs: Splice, mine: Splice): Splice | null {
  const [from, to, insert] = theirs;
  const grown = mine[2].length - (mine[1] - mine[0]);
  if (to < mine[0] || (to === mine[0] && to !== from && mine[0] !== mine[1])) return theirs;
  if (from > mine[1] || (from === mine[1] && to !== from && mine[0] !== mine[1])) return [from + grown, to + grown, insert];
  return null;
}
