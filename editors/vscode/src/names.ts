// Finds what may be names of variables in lines of source code, for values shown inline.

/** A name, with its line and first column, both from 0. */
export interface Name {
  line: number;
  column: number;
  name: string;
}

/** Finds each line's names in the lines from first to last (from 0), each name once a line, without those in comments and strings. */
export function namesIn(lines: (line: number) => string, first: number, last: number): Name[] {
  const found: Name[] = [];
  let comment = false;
  for (let line = first; line <= last; line++) {
    const seen = new Set<string>();
    const token = /\/\/.*|\/\*|\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)+'|\.\s*[A-Za-z_]\w*|->\s*\w+|(?:[A-Za-z_]\w*\s*)?::\s*\w+|\d[\w.]*|[A-Za-z_$][\w$]*(\s*\()?/g;
    for (const match of lines(line).matchAll(token)) {
      const text = match[0];
      if (text === '/*' || text === '*/') {
        comment = text === '/*';
      } else if (!comment && /^[A-Za-z_$]/.test(text) && match[1] === undefined && !text.includes('::') && !seen.has(text) && !KEYWORDS.has(text)) {
        seen.add(text);
        found.push({ line, column: match.index, name: text });
      }
    }
  }
  return found;
}

/**
 * The line (from 1) from which on names mean the variables of a frame, as the answer to the request "scopes" says; where it does not, that is
 * only the line that the program stands in.
 */
export function firstLine(answer: unknown, stands: number): number {
  const scopes = (answer as { scopes?: unknown } | undefined)?.scopes;
  const lines = (Array.isArray(scopes) ? (scopes as { line?: unknown }[]) : []).map(s => s.line).filter(l => typeof l === 'number' && l >= 1 && l <= stands);
  return lines.length === 0 ? stands : Math.min(...(lines as number[]));
}

// Words of the languages that compile to WebAssembly which are never variables in any of them.
const KEYWORDS: ReadonlySet<string> = new Set(
  ('auto bool break case char class const continue defer do double else enum extern false float fn for func if import in int let long loop ' +
    'match mut namespace null nullptr proc pub return short signed sizeof static struct switch template true typedef typename union unsigned ' +
    'using var void volatile while u8 u16 u32 u64 usize i8 i16 i32 i64 isize f32 f64').split(' '),
);
