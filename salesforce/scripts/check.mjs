// Checks source folders without an org:
//   node scripts/check.mjs force-app first-install [rendered/<org>]
// It prints each problem and exits 1 if there is one. That the metadata really
// deploys only an org can say.
import { fileURLToPath } from 'node:url';
import { readApex } from './apex.mjs';
import { checkReferences } from './references.mjs';
import { checkRules } from './rules.mjs';
import { checkDocument } from './schema.mjs';
import { readSource } from './source.mjs';
import { loadTypes } from './types.mjs';

/**
 * Checks files, path → text: `{ documents, problems }`, where `problems` are sentences that begin with the file. What
 * was read of a text is kept in `read`, so that checking again after a change is cheap.
 */
export function checkFiles(files, types = loadTypes(), read = new Map()) {
  const once = (file, text, make) => {
    const key = `${make.name} ${file}`;
    if (!read.has(key)) read.set(key, new Map());
    const made = read.get(key);
    if (!made.has(text)) made.set(text, make(file, text, types));
    return { file, text, ...made.get(text) };
  };
  const all = [...files];
  const documents = all.filter(([file]) => file.endsWith('-meta.xml')).map(([file, text]) => once(file, text, checkDocument));
  const classes = all.filter(([file]) => file.endsWith('.cls')).map(([file, text]) => once(file, text, readApex));
  const ruled = all.map(([file, text]) => once(file, text, checkRules));
  const alone = [...documents, ...classes, ...ruled].flatMap(({ file, problems }) => problems.map((problem) => ({ file, problem })));
  const together = checkReferences(documents.filter(({ tree }) => tree), classes, files);
  return { documents, problems: [...alone, ...together].map(({ file, problem }) => `${file}: ${problem}`) };
}

function main(folders) {
  if (folders.length === 0) throw new Error('name the folders to check');
  const { documents, problems } = checkFiles(readSource(folders));
  for (const problem of problems) console.error(problem);
  console.log(`${documents.length} metadata files, ${problems.length} problems`);
  // Nothing found is a wrong folder, and must not pass for a clean one.
  process.exitCode = documents.length === 0 || problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
