// The components compile, and are small enough; and that they are not is noticed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files } from './planted.mjs';
import { MOST_BYTES, weigh } from './weight.mjs';

const FOLDER = 'force-app/main/default/lwc';

test('all components compile, and weigh no more than they may', async () => {
  const { weights, total, problems } = await weigh();
  assert.deepEqual(problems, []);
  const bundles = [...files.keys()].filter((file) => file.startsWith(`${FOLDER}/`) && file.endsWith('.js-meta.xml'));
  assert.equal(Object.keys(weights).length, bundles.length);
  assert.ok(Object.values(weights).every((bytes) => bytes > 1000) && total <= MOST_BYTES, JSON.stringify(weights));
});

const CANDIDATES = `${FOLDER}/tielineCandidates/tielineCandidates`;

const FAULTS = [
  { name: 'components that weigh too much', file: `${CANDIDATES}.js`, from: /$/, to: `\nwindow.tielineMore = '${'x'.repeat(MOST_BYTES)}';\n`, says: /the components weigh 6\d{4} bytes/ },
  { name: 'a template that weighs too much', file: `${CANDIDATES}.html`, from: '<ul', to: `<p>${'x'.repeat(MOST_BYTES)}</p><ul`, says: /the components weigh 6\d{4} bytes/ },
  { name: 'a private method, which a platform compiler refuses', file: `${CANDIDATES}.js`, from: 'LightningElement {', to: 'LightningElement {\n  #hidden() {}', says: /LWC1007|[Pp]rivate method/ },
  { name: 'a template that does not compile', file: `${CANDIDATES}.html`, from: '<ul', to: '<p onclick="{handleClick}"></p><ul', says: /tielineCandidates: .*LWC/ },
  { name: 'an import that is not there', file: `${CANDIDATES}.js`, from: /^import/m, to: "import './nothing';\nimport", says: /nothing/ },
];

for (const { name, file, from, to, says } of FAULTS) {
  test(`catches ${name}`, async () => {
    const after = files.get(file).replace(from, to);
    assert.notEqual(after, files.get(file), 'the fault was not planted');
    const { problems } = await weigh(['tielineCandidates'], new Map([[file, after]]));
    assert.ok(problems.some((problem) => says.test(problem)), `it says only: ${problems.join('; ').slice(0, 500)}`);
  });
}
