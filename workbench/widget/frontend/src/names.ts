// Names and subjects as Python spells them.

/** Name in the text of a subject: `entity:sales.orders` → `sales.orders`. */
export function nameOf(subject: string): string {
  return subject.slice(subject.indexOf(":") + 1);
}

/** Name as a subject spells it. */
export function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function attributeOf(entity: string, name: string): string {
  return `attribute:${entity}.${quoted(name)}`;
}

/** Name that nothing has yet, whatever the case: the wanted one with a number. */
export function free(wanted: string, taken: Iterable<string>): string {
  const known = new Set([...taken].map((name) => name.toLowerCase()));
  let number = 1;
  while (known.has(`${wanted}_${number}`.toLowerCase())) number++;
  return `${wanted}_${number}`;
}
