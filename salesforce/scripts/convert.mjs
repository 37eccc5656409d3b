// Converts the source to the metadata format as a deploy would, by Salesforce's
// own library, into a folder that is removed again:
//   node scripts/convert.mjs force-app first-install
// Offline, and nothing is sent. It proves that each file has a place and a kind.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { readSource } from './source.mjs';

/** Converts one folder: `{ converted, files }`, the number of components in its package.xml and of files that define one. */
export async function convertFolder(folder) {
  const { ComponentSet, MetadataConverter } = await library();
  const target = mkdtempSync(join(tmpdir(), 'metadata-'));
  try {
    const components = ComponentSet.fromSource(folder);
    await new MetadataConverter().convert(components, 'metadata', { type: 'directory', outputDirectory: target, genUniqueDir: false });
    return { converted: membersOf(readFileSync(join(target, 'package.xml'), 'utf8')), defined: definedIn(folder) };
  } finally {
    rmSync(target, { recursive: true });
  }
}

// It is large, and writes a log below the home folder unless told not to.
async function library() {
  process.env.SF_DISABLE_LOG_FILE = 'true';
  process.env.SF_DISABLE_TELEMETRY = 'true';
  return import('@salesforce/source-deploy-retrieve');
}

/** What a package.xml lists: <type>:<name>, sorted. */
function membersOf(text) {
  const types = [new XMLParser({ parseTagValue: false }).parse(text).Package.types ?? []].flat();
  return types.flatMap(({ name, members }) => [members].flat().map((member) => `${name}:${member}`)).sort();
}

/** The files that define a component. One of labels defines as many as it holds. */
function definedIn(folder) {
  const files = [...readSource([folder])].filter(([file]) => file.endsWith('-meta.xml'));
  return files.flatMap(([file, text]) => (file.endsWith('.labels-meta.xml') ? [file, ...text.matchAll(/<labels>/g)].map(() => file) : [relative('.', file)]));
}

async function main(folders) {
  for (const folder of folders) {
    const { converted, defined } = await convertFolder(folder);
    console.log(`${folder}: ${defined.length} definitions, ${converted.length} components`);
    if (converted.length !== defined.length || defined.length === 0) process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
