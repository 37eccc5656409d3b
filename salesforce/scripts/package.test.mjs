// What is installed is pinned, from whichever registry one has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const [project, lock] = ['package.json', 'package-lock.json'].map((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));

// Something that is not an exact version: of one's own name, or of another's by npm:.
const isLoose = ([, version]) => !/^(npm:@?[\w/.-]+@)?\d+\.\d+\.\d+$/.test(version);

const loose = (text) => Object.entries(JSON.parse(text).devDependencies).filter(isLoose).map(([name]) => name);

/** The packages of a lock that it says where to take from, or not what they are. */
function unfit(text) {
  const packages = Object.entries(JSON.parse(text).packages).filter(([path]) => path !== '');
  return packages.filter(([, { integrity, resolved, inBundle }]) => resolved || !(integrity || inBundle)).map(([path]) => path);
}

test('every package is pinned, and named by no registry', () => {
  assert.deepEqual([...loose(project), ...unfit(lock)], []);
  assert.equal(lock.match(/https?:\/\/[^"]*\.tgz/), null);
});

test('one that is not pinned, or names a registry, is noticed', () => {
  assert.deepEqual(loose(project.replace('"terser": "', '"terser": "^')), ['terser']);
  const at = '"node_modules/terser": {';
  assert.deepEqual(unfit(lock.replace(at, `${at} "resolved": "https://registry.example.com/terser.tgz",`)), ['node_modules/terser']);
  assert.deepEqual(unfit(lock.replace(/("node_modules\/terser": \{[^}]*?)"integrity"/, '$1"hash"')), ['node_modules/terser']);
});
