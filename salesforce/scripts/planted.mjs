// Plants faults into copies of the real metadata and has the check find them.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkFolder } from './check.mjs';
import { loadTypes } from './types.mjs';

export const SOURCE = fileURLToPath(new URL('../force-app/main/default', import.meta.url));
export const types = loadTypes();

/** Checks a copy of the metadata in which `change` was made to the text of `file`. */
function problemsAfter(file, change) {
  const copy = mkdtempSync(join(tmpdir(), 'metadata-'));
  try {
    cpSync(SOURCE, copy, { recursive: true });
    const before = readFileSync(join(copy, file), 'utf8');
    const after = change(before);
    assert.notEqual(after, before, 'the fault was not planted');
    writeFileSync(join(copy, file), after);
    return checkFolder(copy, types).problems;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** A test for each fault: `file` must be named with a sentence like `says`, once `from` is replaced by `to` in it, or in the `other` file. */
export function catchEach(faults) {
  for (const { name, file, other = file, from, to, says } of faults) {
    test(`catches ${name}`, () => {
      const problems = problemsAfter(other, (text) => text.replace(from, to));
      assert.ok(problems.some((problem) => problem.startsWith(file) && says.test(problem)), `it says only: ${problems.join('; ')}`);
    });
  }
}
