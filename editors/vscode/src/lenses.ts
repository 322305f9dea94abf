// Where code lenses stand in a text.

/** A configuration of launch.json that the extension starts: its name, and the line (from 0) that its type stands in. */
export interface ConfigurationLine {
  line: number;
  name: string;
}

/** Finds the configurations of type wdbg in launch.json, which is JSON with comments. What is not well formed is passed over. */
export function configurationLines(text: string): ConfigurationLine[] {
  const found: ConfigurationLine[] = [];
  const open: Map<string, { value: string; line: number }>[] = [];
  let line = 0;
  let key: string | undefined;
  let last: string | undefined;
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|[{}[\]:,]|\n/g;
  for (const [t] of text.matchAll(token)) {
    switch (t[0]) {
      case '\n':
        line++;
        break;
      case '/':
        line += t.split('\n').length - 1;
        break;
      case '{':
        open.push(new Map());
        key = last = undefined;
        break;
      case '}':
        addConfiguration(found, open.pop());
        key = last = undefined;
        break;
      case ':':
        key = last;
        break;
      case '"':
        last = unquote(t);
        if (key !== undefined) {
          open.at(-1)?.set(key, { value: last, line });
          key = undefined;
        }
        break;
      default:
        key = last = undefined;
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

function addConfiguration(found: ConfigurationLine[], members: Map<string, { value: string; line: number }> | undefined): void {
  const type = members?.get('type');
  const name = members?.get('name');
  if (type?.value === 'wdbg' && name) {
    found.push({ line: type.line, name: name.value });
  }
}

function unquote(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted.slice(1, -1);
  }
}

/** The line (from 0) where the module of a .wat file begins, or undefined. */
export function moduleLine(text: string): number | undefined {
  const lines = text.split('\n');
  const at = lines.findIndex(l => /^\s*\(\s*module\b/.test(l));
  return at < 0 ? undefined : at;
}
