// Reads source folders into memory, so that checks are pure and a fault can be
// planted without copying anything.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

// What the checks read as text. Anything else, like an icon, is there by its name only.
const TEXTS = /\.(xml|cls|js|html|css|txt|json|md|csv)$|LICENSE/;

/** All files below the folders: path as given → text. */
export function readSource(folders) {
  const files = new Map();
  for (const folder of folders) {
    if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
    for (const name of readdirSync(folder, { recursive: true }).sort()) {
      const path = join(folder, name);
      if (statSync(path).isFile()) files.set(path.split(sep).join('/'), TEXTS.test(name) ? readFileSync(path, 'utf8') : '');
    }
  }
  return files;
}
