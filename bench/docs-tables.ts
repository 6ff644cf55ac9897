import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The pages that hold figures. */
const PAGES = ['guides/benchmarks.md', 'concepts/performance.md'].map((page) =>
  fileURLToPath(new URL(`../../docs/${page}`, import.meta.url)),
);

/** Puts the tables of these names in the place of those that the documentation holds. @returns the names that no page has a place for */
export async function writeTables(tables: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const placed = new Set<string>();
  for (const page of PAGES) {
    let text = await readFile(page, 'utf8');
    for (const [name, table] of tables) {
      const changed = withTable(text, name, table);
      if (changed === undefined) continue;
      text = changed;
      placed.add(name);
    }
    await writeFile(page, text);
  }
  return [...tables.keys()].filter((name) => !placed.has(name));
}

/** The text with another table between the marks of that name; `undefined` when it has no such marks. Pure. */
export function withTable(text: string, name: string, table: string): string | undefined {
  const mark = `<!-- figures: ${name} -->\n`;
  const begins = text.indexOf(mark);
  const ends = text.indexOf('<!-- end of figures -->', begins);
  if (begins === -1 || ends === -1) return undefined;
  return `${text.slice(0, begins + mark.length)}\n${table}\n\n${text.slice(ends)}`;
}
