// The conversion finds each file a place, and notices one that has none.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { convertFolder } from './convert.mjs';
import './planted.mjs';

for (const folder of ['force-app', 'first-install']) {
  test(`converts all of ${folder}`, async () => {
    const { converted, defined } = await convertFolder(folder);
    assert.ok(defined.length > 0);
    assert.equal(converted.length, defined.length, converted.join('\n'));
  });
}

test('catches a file with an ending that nobody knows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'));
  const count = async () => {
    const { converted, defined } = await convertFolder(folder);
    assert.equal(converted.length, defined.length);
  };
  try {
    cpSync('first-install', folder, { recursive: true });
    await count();
    const records = join(folder, 'main/default/customMetadata');
    renameSync(join(records, 'Tieline_Disposition.Resolved.md-meta.xml'), join(records, 'Tieline_Disposition.Resolved.record-meta.xml'));
    await assert.rejects(count());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

// The tool looks upwards for .forceignore, so ours counts for what is rendered below it too.
test('a deploy passes over what is no metadata, and over nothing that is rendered', async () => {
  const { ForceIgnore } = await import('@salesforce/source-deploy-retrieve');
  const ignore = ForceIgnore.findAndCreate(join(process.cwd(), 'rendered/harbour/main'));
  const [denied, taken] = [
    ['jest/amazon.js', 'jest.config.js', 'scripts/check.mjs', 'package.json', 'README.md', 'force-app/main/default/lwc/tielineWrapUp/__tests__/tielineWrapUp.test.js'],
    ['force-app/main/default/lwc/tielineWrapUp/tielineWrapUp.js', 'rendered/harbour/main/default/eventRelays/Tieline.eventRelay-meta.xml'],
  ].map((paths) => paths.map((path) => join(process.cwd(), path)));
  assert.deepEqual(denied.filter((path) => ignore.accepts(path)), []);
  assert.deepEqual(taken.filter((path) => ignore.denies(path)), []);
});
