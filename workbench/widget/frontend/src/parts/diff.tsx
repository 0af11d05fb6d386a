// Lines of a text that would change: taken away, put in, and pieces that are left out between.
const KINDS: Record<string, string> = { "+": "add", "-": "drop", "@": "gap" };

export function Diff({ lines, label, most = 300 }: { lines: readonly string[]; label: string; most?: number }) {
  if (lines.length === 0) return <p className="wb-soft">Nothing changes in the text.</p>;
  return (
    <pre className="wb-diff" tabIndex={0} role="group" aria-label={label}>
      {lines.slice(0, most).map((line, index) => (
        <span key={index} className={`wb-diff-${KINDS[line[0] ?? ""] ?? "same"}`}>
          {line[0] === "@" ? "⋯" : line || " "}
        </span>
      ))}
      {lines.length > most ? <span className="wb-diff-gap">… and {lines.length - most} more lines</span> : null}
    </pre>
  );
}
