// What `tieline salesforce render` writes, as its golden files have it, passes the
// checks of all other source, together with that source.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFiles } from './check.mjs';
import { convertFolder } from './convert.mjs';
import { files, real } from './planted.mjs';
import { checkMember } from './records.mjs';
import { readSource } from './source.mjs';
import { loadTypes } from './types.mjs';

const GOLDEN = '../scripts/render/testdata';
const types = loadTypes();
const before = new Set(real().problems);

/** The rendered files of a golden folder, as they lie in rendered/. */
const rendered = (name) => [...readSource([`${GOLDEN}/${name}/main`])].map(([file, text]) => [file.replace(`${GOLDEN}/${name}`, 'rendered/harbour'), text]);

const problems = (more) => checkFiles(new Map([...files, ...more]), types).problems.filter((problem) => !before.has(problem));

// A relay can only be made stopped, and that is rendered when asked for, and no other time.
const MADE = /eventRelays\/Tieline(_Changes)?\.eventRelay-meta\.xml: <state>STOP<\/state>/;

for (const [name, relays] of [['least', 0], ['whole', 2]]) {
  test(`rendered, ${name}: no problem but ${relays} relays made`, () => {
    const found = problems(rendered(name));
    assert.deepEqual(found.filter((problem) => !MADE.test(problem)), []);
    assert.equal(found.length, relays, found.join('\n'));
  });

  test(`rendered, ${name}: each file has a place and a kind`, async () => {
    const { converted, defined } = await convertFolder(`${GOLDEN}/${name}/main`);
    assert.ok(defined.length > 0);
    assert.equal(converted.length, defined.length, converted.join('\n'));
  });
}

for (const [fault, from, to] of [
  ['an event that is not there', 'Tieline_Wrap_Up__e<', 'Tieline_Wrapped_Up__e<'],
  ['a channel that is not there', '<eventChannel>Tieline__chn<', '<eventChannel>Tieline_chn<'],
  ['an element that nobody knows', 'isNamedUserJwtEnabled>', 'isNamedJwtEnabled>'],
  ['a value outside its list', '>AdminApprovedPreAuthorized<', '>AdminApproved<'],
]) {
  test(`rendered: catches ${fault}`, () => {
    const spoilt = rendered('whole').map(([file, text]) => [file, text.replaceAll(from, to)]);
    assert.notDeepEqual(spoilt, rendered('whole'), 'the fault was not planted');
    assert.ok(problems(spoilt).some((problem) => !MADE.test(problem)), 'it was not found');
  });
}

test('a channel holds events or changes, never both', () => {
  const known = { publishing: new Map([['Tieline_Wrap_Up__e', '']]), byType: new Map([['PlatformEventChannel', new Map([['Changes__chn', { tree: { channelType: 'data' } }]])]]) };
  assert.deepEqual([...checkMember({ eventChannel: 'Changes__chn', selectedEntity: 'ContactChangeEvent' }, known)], []);
  assert.match([...checkMember({ eventChannel: 'Changes__chn', selectedEntity: 'Tieline_Wrap_Up__e' }, known)].join(), /belongs on a channel of type event/);
});
