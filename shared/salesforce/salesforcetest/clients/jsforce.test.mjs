// What jsforce, Salesforce's own client for Node, makes of the simulated org.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, bySecret, byJWT } from './connect.mjs';

const interaction = 'Tieline_Interaction__c';
const key = 'Connect_Contact_Id__c';

/** people makes contacts of one last name. */
const people = (lastName, count) => Array.from({ length: count }, (_, n) => ({ FirstName: `N${n}`, LastName: lastName }));

/** codes are what became of the records of a collection. */
const codes = (results) => results.map((r) => (r.success ? 'done' : r.errors[0].statusCode));

test('client credentials log in, and the session knows its user', async () => {
  const conn = await bySecret();
  const { id, organizationId } = conn.userInfo; // of the token's answer
  assert.match(id, /^005\w{15}$/);
  assert.match(organizationId, /^00D\w{15}$/);
  const who = await conn.identity();
  assert.deepEqual([who.user_id, who.organization_id], [id, organizationId]);
  assert.ok(who.username);
});

test('a JWT logs in as its subject', async () => {
  const who = await (await byJWT()).identity();
  assert.equal(who.username, process.env.ORG_USERNAME);
});

test('who is not trusted is told so in the words of OAuth', async () => {
  await assert.rejects(bySecret('wrong'), { name: 'invalid_client' });
  await assert.rejects(byJWT({ sub: 'stranger@example.com' }), { name: 'invalid_grant' });
  await assert.rejects(byJWT({ exp: Math.floor(Date.now() / 1000) - 600 }), { name: 'invalid_grant' });
});

test('after a logout the session is none', async () => {
  const conn = await byJWT();
  const token = conn.accessToken;
  await conn.logout();
  Object.assign(conn, { accessToken: token, instanceUrl: process.env.ORG_URL });
  await assert.rejects(conn.limits(), { errorCode: 'INVALID_SESSION_ID' });
});

test('a record lives from create to destroy', async () => {
  const contacts = (await bySecret()).sobject('Contact');
  const { id, success, errors } = await contacts.create({ FirstName: 'Ada', LastName: 'Lovelace', Phone: '+44 20 7183 8750' });
  assert.match(id, /^003\w{15}$/);
  assert.deepEqual([success, errors], [true, []]);
  assert.deepEqual(await contacts.update({ Id: id, Phone: null, FirstName: 'Augusta' }), { id, success: true, errors: [] });
  const record = await contacts.retrieve(id);
  assert.deepEqual([record.Id, record.Name, record.Phone], [id, 'Augusta Lovelace', null]);
  assert.deepEqual(await contacts.destroy(id), { id, success: true, errors: [] });
  await assert.rejects(contacts.retrieve(id), { errorCode: 'NOT_FOUND' });
});

test('an upsert creates, then updates', async () => {
  const calls = (await bySecret()).sobject(interaction);
  const first = await calls.upsert({ [key]: 'js-1', Sync_Version__c: 1, Initiated_At__c: '2026-01-02T03:04:05.678Z' }, key);
  const second = await calls.upsert({ [key]: 'js-1', Sync_Version__c: 2 }, key);
  assert.deepEqual([first.created, second.created, second.id], [true, false, first.id]);
  const { Sync_Version__c: version, Initiated_At__c: began } = await calls.retrieve(first.id);
  assert.deepEqual([version, new Date(began).toISOString()], [2, '2026-01-02T03:04:05.000Z']);
  await assert.rejects(calls.upsert({ [key]: 'js-1', Sync_Version__c: 1 }, key), at('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Sync_Version__c'));
});

test('many are upserted in one call', async () => {
  const calls = (await bySecret()).sobject(interaction);
  await calls.upsert({ [key]: 'js-2' }, key);
  const results = await calls.upsert([{ [key]: 'js-2' }, { [key]: 'js-3' }, { [key]: 'js-4', Outcome__c: 'Lost' }], key);
  assert.deepEqual(results.map((r) => r.created), [false, true, undefined]);
  assert.deepEqual(codes(results), ['done', 'done', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST']);
  assert.deepEqual(results[2].errors[0].fields, ['Outcome__c']);
});

test('one bad record of many spoils all only if all or none is asked for', async () => {
  const contacts = (await bySecret()).sobject('Contact');
  const some = [...people('Partly', 2), { FirstName: 'Nameless' }];
  assert.deepEqual(codes(await contacts.create(some)), ['done', 'done', 'REQUIRED_FIELD_MISSING']);
  const undone = 'ALL_OR_NONE_OPERATION_ROLLED_BACK';
  assert.deepEqual(codes(await contacts.create(some, { allOrNone: true })), [undone, undone, 'REQUIRED_FIELD_MISSING']);
  assert.equal(await contacts.count({ LastName: 'Partly' }), 2);
});

test('many are updated, read and destroyed in one call each', async () => {
  const contacts = (await bySecret()).sobject('Contact');
  const ids = (await contacts.create(people('Many', 3))).map((r) => r.id);
  assert.deepEqual(codes(await contacts.update(ids.map((Id) => ({ Id, FirstName: 'M' })))), ['done', 'done', 'done']);
  assert.deepEqual((await contacts.retrieve(ids)).map((r) => r.Name), ['M Many', 'M Many', 'M Many']);
  assert.deepEqual(codes(await contacts.destroy([ids[0], ids[1]])), ['done', 'done']);
  assert.deepEqual(codes(await contacts.destroy([ids[0], ids[2]], { allOrNone: true })),
    ['ENTITY_IS_DELETED', 'ALL_OR_NONE_OPERATION_ROLLED_BACK']);
  assert.deepEqual((await contacts.retrieve([ids[0], ids[2]])).map((r) => r && r.Id), [null, ids[2]]);
});

test('a large answer comes page by page', async () => {
  const conn = await bySecret();
  const made = await conn.create('Contact', people('Page', 450), { allowRecursive: true });
  assert.equal(made.length, 450);
  const soql = "SELECT Id, FirstName FROM Contact WHERE LastName = 'Page' ORDER BY CreatedDate, Id";
  const headers = { 'Sforce-Query-Options': 'batchSize=200' };
  const first = await conn.query(soql, { headers });
  assert.deepEqual([first.totalSize, first.done, first.records.length], [450, false, 200]);
  const second = await conn.queryMore(first.nextRecordsUrl);
  const last = await conn.queryMore(second.nextRecordsUrl);
  assert.deepEqual([second.records.length, last.records.length, last.done], [200, 50, true]);
  const all = await conn.query(soql, { headers, autoFetch: true, maxFetch: 1000 });
  assert.deepEqual(all.records.map((r) => r.Id), made.map((r) => r.id));
  await assert.rejects(conn.queryMore(`${first.nextRecordsUrl}9`), { errorCode: 'INVALID_QUERY_LOCATOR' });
});

test('queries that jsforce builds are understood', async () => {
  const conn = await bySecret();
  const account = await conn.create('Account', { Name: "O'Brien & Sons" });
  await conn.create('Contact', people('Built', 3).map((p) => ({ ...p, AccountId: account.id, Phone: `555-010${p.FirstName[1]}` })));
  const found = await conn.sobject('Contact')
    .find({ LastName: 'Built', Phone: { $like: '555-010%' }, 'Account.Name': "O'Brien & Sons", FirstName: { $in: ['N1', 'N2'] } },
      'Id, FirstName, Account.Name')
    .sort({ FirstName: -1 }).limit(5);
  assert.deepEqual(found.map((r) => [r.FirstName, r.Account.Name]), [['N2', "O'Brien & Sons"], ['N1', "O'Brien & Sons"]]);
  assert.equal((await conn.sobject('Contact').findOne({ LastName: 'Built', FirstName: 'N0' }, ['Id', 'Phone'])).Phone, '555-0100');
});

test('a search finds records by phone', async () => {
  const conn = await bySecret();
  const { id } = await conn.create('Contact', { LastName: 'Caller', Phone: '(415) 555-0199' });
  const { searchRecords } = await conn.search('FIND {4155550199} IN PHONE FIELDS RETURNING Contact(Id, Name), Lead(Id)');
  assert.deepEqual(searchRecords.map((r) => [r.attributes.type, r.Id, r.Name]), [['Contact', id, 'Caller']]);
});

test('composite subrequests refer to each other, and stand or fall together', async () => {
  const conn = await bySecret();
  const sub = (method, path, referenceId, body) => ({ method, url: `/services/data/v67.0${path}`, referenceId, body });
  const two = (lastName) => [sub('POST', '/sobjects/Account', 'a', { Name: 'Composed' }),
    sub('POST', '/sobjects/Contact', 'c', { LastName: lastName, AccountId: '@{a.id}' })];
  const good = await conn.requestPost('/composite', { allOrNone: true, compositeRequest: two('Composed') });
  assert.deepEqual(good.compositeResponse.map((r) => [r.referenceId, r.httpStatusCode, r.body.success]), [['a', 201, true], ['c', 201, true]]);
  const bad = await conn.requestPost('/composite', { allOrNone: true, compositeRequest: two(null) });
  assert.deepEqual(bad.compositeResponse.map((r) => [r.httpStatusCode, r.body[0].errorCode]),
    [[400, 'PROCESSING_HALTED'], [400, 'REQUIRED_FIELD_MISSING']]);
  assert.equal(await conn.sobject('Account').count({ Name: 'Composed' }), 1);
});

test('describe tells of objects and fields what the source says', async () => {
  const conn = await bySecret();
  const { sobjects } = await conn.describeGlobal();
  assert.ok(sobjects.some((o) => o.name === interaction && o.custom));
  const { fields } = await conn.describe(interaction);
  const { type, length, externalId, unique, nillable } = fields.find((f) => f.name === key);
  assert.deepEqual({ type, length, externalId, unique, nillable },
    { type: 'string', length: 64, externalId: true, unique: true, nillable: false });
  const parent = fields.find((f) => f.name === 'Parent_Interaction__c');
  assert.deepEqual([parent.type, parent.referenceTo, parent.relationshipName], ['reference', [interaction], 'Parent_Interaction__r']);
});

test('limits are told, and in a header of every answer', async () => {
  const conn = await bySecret();
  const { DailyApiRequests: daily } = await conn.limits();
  const { used, limit } = conn.limitInfo.apiUsage;
  assert.deepEqual([daily.Max, daily.Max - daily.Remaining], [limit, used]);
  await conn.describeGlobal();
  assert.equal(conn.limitInfo.apiUsage.used, used + 1);
});
