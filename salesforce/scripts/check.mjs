// Checks the metadata in a folder without an org:
//   node scripts/check.mjs force-app/main/default
// It prints each problem and exits 1 if there is one. That the metadata really
// deploys only an org can say.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkReferences } from './references.mjs';
import { checkDocument } from './schema.mjs';
import { loadTypes } from './types.mjs';

/** Checks every metadata file below `folder`: `{ files, problems }`, where `problems` are sentences. */
export function checkFolder(folder, types = loadTypes()) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('-meta.xml')).sort();
  const documents = files.map((file) => ({ file, ...checkDocument(file, readFileSync(join(folder, file), 'utf8'), types) }));
  const alone = documents.flatMap(({ file, problems }) => problems.map((problem) => ({ file, problem })));
  const together = checkReferences(documents.filter(({ tree }) => tree));
  return { files, problems: [...alone, ...together].map(({ file, problem }) => `${file}: ${problem}`) };
}

function main([folder]) {
  if (!folder) throw new Error('name the folder to check');
  const { files, problems } = checkFolder(folder);
  for (const problem of problems) console.error(problem);
  console.log(`${files.length} metadata files, ${problems.length} problems`);
  // Nothing found is a wrong folder, and must not pass for a clean one.
  process.exitCode = files.length === 0 || problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
