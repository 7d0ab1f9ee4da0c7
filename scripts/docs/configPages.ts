import { CONFIG_VARIABLES } from '../../src/config/config.ts';
import { toTable } from './markdown.ts';

/** The table of README.md. */
export function renderConfigTable(): string {
  return toTable(
    ['variable', 'meaning', 'takes', 'default'],
    CONFIG_VARIABLES.map(({ name, meaning, takes, defaultText }) => [`\`${name}\``, meaning, takes, defaultText]),
  );
}

/** .env.example: every variable, commented out, with a default where that is a plain value. */
export function renderEnvExample(): string {
  const entries = CONFIG_VARIABLES.map(({ name, meaning, takes, defaultText }) => {
    const value = /^[\d.]+$|^info$/.test(defaultText) ? defaultText : '';
    return `# ${meaning}\n# Takes ${takes}.\n# ${name}=${value}\n`;
  });
  return entries.join('\n');
}
