// Checks what Apex names: fields of our objects in queries and after their names,
// labels, custom permissions and tests. It reads names as they are written: the
// type of a variable, and so most fields behind a dot, only an org can resolve.
// With whose rights it asks, apex-access.mjs checks.
import { basename } from 'node:path';
import { checkAccess } from './apex-access.mjs';
import { checkRights } from './class-rights.mjs';
import { fieldOf, knownObject, pathOf } from './known.mjs';

export function* checkClasses(classes, known) {
  const tested = testedIn(classes);
  yield* checkAccess(classes);
  yield* checkRights(classes, known);
  for (const { file, code, soql, isTest } of classes) {
    const say = (problem) => ({ file, problem });
    if (!known.files.has(`${file}-meta.xml`)) yield say('its -meta.xml is missing');
    for (const problem of [...checkQueries(soql, known), ...checkTokens(code, known)]) yield say(problem);
    if (!isTest && !tested.has(basename(file, '.cls'))) yield say('no test names this class');
  }
}

/** The classes that a test names, and those that these name. */
function testedIn(classes) {
  const names = new Map(classes.map(({ file, words }) => [basename(file, '.cls'), words]));
  const tested = new Set();
  const open = classes.filter(({ isTest }) => isTest).map(({ file }) => basename(file, '.cls'));
  while (open.length > 0) {
    const words = names.get(open.pop());
    for (const name of names.keys()) {
      if (!words.has(name) || tested.has(name)) continue;
      tested.add(name);
      open.push(name);
    }
  }
  return tested;
}

function* checkQueries(queries, known) {
  for (const { line, object, fields } of queries) {
    if (!knownObject(object, known)) yield `line ${line}: a query of an unknown object ${object}`;
    else for (const field of fields) {
      if (!pathOf(object, field, known)) yield `line ${line}: ${object} has no field ${field}`;
    }
  }
}

function* checkTokens(text, known) {
  // Tieline_Interaction__c.Queue_Id__c, and new Tieline_Interaction__c(Queue_Id__c = …).
  for (const [, object, field] of text.matchAll(/\b(Tieline_\w+__(?:c|e|mdt))\.(\w+__[cr])\b/g)) {
    if (!fieldOf(object, field.replace(/__r$/, '__c'), known)) yield `${object} has no field ${field}`;
  }
  for (const [, object, given] of text.matchAll(/\bnew\s+(Tieline_\w+__(?:c|e|mdt))\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)) {
    for (const [, field] of given.matchAll(/\b(\w+__c)\s*=(?!=)/g)) {
      if (!fieldOf(object, field, known)) yield `${object} has no field ${field}`;
    }
  }
  const objects = [...known.objects.values()];
  // Wherever it stands, in the text of a query too.
  for (const field of new Set(text.match(/\b\w+__c\b/g))) {
    if (!objects.some((fields) => fields.has(field)) && !known.objects.has(field)) yield `no object has a field ${field}`;
  }
  for (const object of new Set(text.match(/\bTieline_\w+__(?:c|e|mdt)\b/g))) {
    const isField = objects.some((fields) => fields.has(object));
    if (!isField && !known.objects.has(object)) yield `no object ${object}`;
  }
  for (const [, label] of text.matchAll(/\bSystem\.Label\.(\w+)/gi)) {
    if (!known.labels.has(label)) yield `no label ${label}`;
  }
  for (const [, name] of text.matchAll(/checkPermission\('(\w+)'\)/g)) {
    if (!known.permissions.has(name)) yield `no custom permission ${name}`;
  }
}
