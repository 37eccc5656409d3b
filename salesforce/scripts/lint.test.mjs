// Salesforce's rules are asked of components at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import './planted.mjs';

const FAULTS = [
  { name: 'a search of the whole document', text: "document.querySelector('a');", rule: '@lwc/lwc/no-document-query' },
  { name: 'markup put in as text', text: "this.template.querySelector('a').innerHTML = '';", rule: '@lwc/lwc/no-inner-html' },
  { name: 'an unknown name', text: 'nothing();', rule: 'no-undef' },
];

for (const { name, text, rule } of FAULTS) {
  test(`catches ${name}`, async () => {
    const source = `import { LightningElement } from 'lwc';\nexport default class Planted extends LightningElement {\n  connectedCallback() {\n    ${text}\n  }\n}\n`;
    const [{ messages }] = await new ESLint().lintText(source, { filePath: 'force-app/main/default/lwc/planted/planted.js' });
    assert.deepEqual(messages.map(({ ruleId }) => ruleId), [rule]);
  });
}

test('catches an unknown name in what tests share, and in the checks', async () => {
  for (const filePath of ['jest/planted.js', 'scripts/planted-too.mjs']) {
    const [{ messages }] = await new ESLint().lintText('nothing();\n', { filePath });
    assert.deepEqual(messages.map(({ ruleId }) => ruleId), ['no-undef'], filePath);
  }
});
