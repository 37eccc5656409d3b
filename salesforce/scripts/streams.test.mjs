// Amazon Connect Streams: the committed file is the published one, and we call nothing that its types
// do not have.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { VENDORED, differing } from './vendor.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const OURS = join(HERE, '../force-app/main/default/lwc/tielineContactPanel/streams.js');
const TYPES = join(HERE, '../node_modules/amazon-connect-streams/src/index.d.ts');
const OPTIONS = {
  allowJs: true, checkJs: true, noEmit: true, strict: true, skipLibCheck: true, types: [],
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
};

test('what is vendored is the npm package, byte for byte', () => {
  assert.deepEqual(differing(), []);
});

test('a vendored file that was touched is noticed', () => {
  const touched = (path) => Buffer.concat([readFileSync(path), Buffer.from(path.includes('staticresources') ? '\n' : '')]);
  assert.deepEqual(differing(touched), VENDORED.map(({ to }) => to));
});

test('the version is the one that the metadata and package.json name', () => {
  const { version } = JSON.parse(readFileSync(join(HERE, '../node_modules/amazon-connect-streams/package.json'), 'utf8'));
  const { devDependencies } = JSON.parse(readFileSync(join(HERE, '../package.json'), 'utf8'));
  const meta = readFileSync(join(HERE, '../force-app/main/default/staticresources/Tieline_Streams.resource-meta.xml'), 'utf8');
  assert.equal(devDependencies['amazon-connect-streams'], version);
  assert.ok(meta.includes(`Amazon Connect Streams ${version},`), meta);
});

test('every call of ours is in the types of Streams', () => {
  assert.deepEqual(faults(readFileSync(OURS, 'utf8')), []);
});

// One of each kind: a method, a property, an event, an option, an option's type, an attribute's shape.
const WRONG = [
  ['contact.onConnecting(', 'contact.onConecting('],
  ['contact.onACW(', 'contact.onAfterCallWork('],
  ['streams.contact(', 'streams.contacts('],
  ['core.initCCP(', 'core.initCcp('],
  ['core.onAuthFail(', 'core.onAuthFailed('],
  ['queue.queueARN', 'queue.queueArn'],
  ['EventType.ACK_TIMEOUT', 'EventType.ACKTIMEOUT'],
  ['allowFramedSoftphone', 'allowFramedSoftPhone'],
  ['contact.getState().type', 'contact.getState().name.type'],
  ['all[name]?.value', 'all[name]?.text'],
  ['contact.getConnections(', 'contact.getConnection('],
  ['each.getMonitorStatus?.(', 'each.getMonitorMode?.('],
  ['each.isBarge?.(', 'each.isBarged?.('],
  ['contact.getInitiationMethod(', 'contact.getInitiation('],
  ['ConnectionType.MONITORING', 'ConnectionType.MONITOR'],
  ['ContactInitiationMethod.MONITOR', 'ContactInitiationMethod.MONITORING'],
];

test('each call that is not in them is noticed, where it stands', () => {
  const source = readFileSync(OURS, 'utf8');
  WRONG.forEach(([right]) => assert.ok(source.includes(right), `${right} is no longer called: take it out of this test`));
  const bad = WRONG.reduce((text, [right, wrong]) => text.replaceAll(right, wrong), source);
  const told = faults(bad).join('\n');
  const missed = WRONG.map(([, wrong]) => wrong).filter((wrong) => !told.includes(wrong));
  assert.deepEqual(missed, []);
});

/** What the compiler says of a text in the place of streams.js, each with the line that it is about. */
function faults(text) {
  const host = ts.createCompilerHost(OPTIONS);
  const parse = host.getSourceFile.bind(host);
  const ours = ts.createSourceFile(OURS, text, OPTIONS.target, true, ts.ScriptKind.JS);
  host.getSourceFile = (name, ...rest) => (name === OURS ? ours : parse(name, ...rest));
  const program = ts.createProgram([OURS, TYPES], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program, ours).map(({ messageText, start }) => {
    const line = text.split('\n')[ours.getLineAndCharacterOfPosition(start).line];
    return `${line.trim()}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
