// Plants faults into the texts of the real source, in memory, and has the check
// find them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkFiles } from './check.mjs';
import { readSource } from './source.mjs';
import { loadTypes } from './types.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
export const files = readSource(['force-app', 'first-install']);
const types = loadTypes();
const read = new Map();

/** What the check says of the real source. */
export const real = () => checkFiles(files, types, read);

/** A file by its name below force-app/main/default, or by its whole path. */
const pathOf = (file) => (/^(force-app|first-install|rendered)/.test(file) ? file : `force-app/main/default/${file}`);

/** The source with `from` replaced by `to` in a file, or with a new file that has the text `to`. */
function planted({ file, other = file, from, to }) {
  const path = pathOf(other);
  const before = files.get(path);
  assert.ok(from === undefined || before !== undefined, `there is no ${path} to plant a fault in`);
  const after = from === undefined ? to : before.replace(from, to);
  assert.notEqual(after, before, 'the fault was not planted');
  return new Map([...files, [path, after]]);
}

/**
 * A test for each fault: `file` must be named with a sentence like `says`, once `from` is replaced by `to` in it, or in
 * the `other` file. Without `from` it is a new file. What is wrong with the real source anyway does not count.
 */
export function catchEach(faults) {
  const before = new Set(real().problems);
  for (const fault of faults) {
    test(`catches ${fault.name}`, () => {
      const found = checkFiles(planted(fault), types, read).problems.filter((problem) => !before.has(problem));
      assert.ok(found.some((problem) => problem.startsWith(pathOf(fault.file)) && fault.says.test(problem)), `it says only: ${found.join('; ')}`);
    });
  }
}
