// What jsforce makes of the faults that the simulated org has on demand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, bySecret, fault, url } from './connect.mjs';

const lady = (lastName) => ({ FirstName: 'Ada', LastName: lastName });
const once = { retry: { maxRetries: 0 } };

/** count is how many contacts of a last name the org has. */
const count = async (conn, LastName) => conn.sobject('Contact').count({ LastName });

test('errors are told by code', async () => {
  const conn = await bySecret();
  const contacts = conn.sobject('Contact');
  await assert.rejects(contacts.create({ LastName: 'x', Nothing__c: 1 }), { errorCode: 'INVALID_FIELD' });
  await assert.rejects(contacts.create({ FirstName: 'Ada' }), at('REQUIRED_FIELD_MISSING', 'LastName'));
  await assert.rejects(conn.query('SELECT Nothing__c FROM Contact'), { errorCode: 'INVALID_FIELD' });
  await assert.rejects(conn.query('SELECT Id FROM Nothing__c'), { errorCode: 'INVALID_TYPE' });
  await assert.rejects(conn.query('SELECT Id FRM Contact'), { errorCode: 'MALFORMED_QUERY' });
  await assert.rejects(conn.search('FIND {4155550100'), { errorCode: 'MALFORMED_SEARCH' });
  await assert.rejects(conn.sobject('Nothing__c').create({}), { errorCode: 'NOT_FOUND' });
  await assert.rejects(conn.describe('Nothing__c'), { errorCode: 'NOT_FOUND' });
});

test('an expired session is renewed, and the call done once', async () => {
  const conn = await bySecret();
  let renewals = 0;
  conn.on('refresh', () => { renewals += 1; });
  const ended = conn.accessToken;
  const refused = await fetch(`${url}/services/data/v67.0/limits`,
    { headers: { Authorization: `Bearer ${ended}`, 'Simulate-Fault': 'expired-session' } });
  assert.equal(refused.status, 401);
  await refused.text();
  const { success } = await conn.create('Contact', lady('Renewed'));
  assert.deepEqual([success, renewals, await count(conn, 'Renewed')], [true, 1, 1]);
  assert.notEqual(conn.accessToken, ended);
});

test('faults of a call reach the caller by code, and change nothing', async () => {
  const conn = await bySecret();
  for (const [name, errorCode] of Object.entries({
    'locked-row': 'UNABLE_TO_LOCK_ROW',
    duplicate: 'DUPLICATES_DETECTED',
    'limit-exceeded': 'REQUEST_LIMIT_EXCEEDED',
    'concurrent-limit': 'REQUEST_LIMIT_EXCEEDED',
    unavailable: 'SERVER_UNAVAILABLE',
    'html-page': 'ERROR_HTTP_502',
    'maintenance-page': 'ERROR_HTTP_503',
  })) {
    await assert.rejects(conn.create('Contact', lady('Refused'), fault(name)), { errorCode }, name);
  }
  assert.equal(await count(conn, 'Refused'), 0);
});

test('a duplicate shows what it is like', async () => {
  const conn = await bySecret();
  await conn.create('Contact', lady('Double'));
  await assert.rejects(conn.create('Contact', lady('Double'), fault('duplicate')), ({ data }) => {
    const [match] = data.duplicateResult.matchResults;
    return data.duplicateResult.allowSave && match.size === 1 && /^003/.test(match.matchRecords[0].record.Id);
  });
});

test('a page is known for one, unless its status is 200', async () => {
  const conn = await bySecret();
  await assert.rejects(conn.create('Contact', lady('Paged'), fault('html-page')), { message: /html content/, data: /Bad Gateway/ });
  assert.match(await conn.create('Contact', lady('Paged'), fault('html-success')), /^<!DOCTYPE html>/);
  assert.equal(await count(conn, 'Paged'), 0);
});

test('some records of a collection are refused, and the others saved', async () => {
  const conn = await bySecret();
  const all = ['Part', 'Part', 'Part', 'Part'].map(lady);
  const results = await conn.create('Contact', all, fault('partial-failure'));
  assert.deepEqual(results.map((r) => r.errors[0]?.statusCode), ['UNABLE_TO_LOCK_ROW', undefined, 'UNABLE_TO_LOCK_ROW', undefined]);
  const rows = (await conn.query("SELECT Id FROM Contact WHERE LastName = 'Part'")).records.map((r) => r.Id);
  assert.deepEqual(rows, [results[1].id, results[3].id]);
  const locked = await conn.destroy('Contact', rows, fault('locked-row'));
  assert.deepEqual(locked.map((r) => r.errors[0].statusCode), ['UNABLE_TO_LOCK_ROW', 'UNABLE_TO_LOCK_ROW']);
  assert.equal(await count(conn, 'Part'), 2);
});

test('a call whose reply is lost is done', async () => {
  const conn = await bySecret();
  await assert.rejects(conn.create('Contact', lady('Lost'), fault('reply-lost')), { code: 'ECONNRESET' });
  assert.equal(await count(conn, 'Lost'), 1);
});

test('a call that hangs is given up, while others are answered', async () => {
  const conn = await bySecret();
  const hanging = conn.request({ method: 'GET', url: '/limits', ...fault('hang') }, { timeout: 500, ...once });
  const given = assert.rejects(hanging, { name: 'AbortError' });
  assert.ok((await conn.limits()).DailyApiRequests);
  await given;
});

test('reading is tried again while the org is unavailable', async () => {
  const conn = await bySecret();
  const read = (retry) => conn.request({ method: 'GET', url: '/limits', ...fault('unavailable') }, { retry: { minTimeout: 1, ...retry } });
  const before = (await conn.limits(), conn.limitInfo.apiUsage.used);
  await assert.rejects(read({ maxRetries: 2 }), { errorCode: 'SERVER_UNAVAILABLE' });
  assert.equal(conn.limitInfo.apiUsage.used, before + 3);
});
