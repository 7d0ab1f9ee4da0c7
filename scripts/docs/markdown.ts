import { format, resolveConfig } from 'prettier';

export const GENERATED = '<!-- Written by `npm run docs`; a test compares. -->';

/** A table, its pipes escaped. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const toRow = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [toRow(head), toRow(head.map(() => '---')), ...rows.map(toRow)].join('\n');
}

export function toFence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/**
 * The page with another table in place of the first one below a heading of the second level.
 * @throws where there is no table to replace
 */
export function replaceTable(page: string, heading: string, table: string): string {
  const place = new RegExp(`(^## ${heading}$(?:(?!^## )[\\s\\S])*?)(?:^\\|.*\\n)+`, 'm');
  if (!place.test(page)) throw new Error(`there is no table below "${heading}"`);
  return page.replace(place, (_all, before: string) => `${before}${table}\n`);
}

/** As prettier leaves it, so that formatting a page by hand changes nothing. */
export async function formatMarkdown(text: string, file: string): Promise<string> {
  return format(text, { ...(await resolveConfig(file)), parser: 'markdown' });
}
