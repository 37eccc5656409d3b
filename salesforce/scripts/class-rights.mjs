// Checks that who may call a class from a component has the rights that it asks for, as classes here work in user mode. It
// goes by names: of a field that several objects have, one of them is enough; what a class that it calls asks for is not seen.
import { basename } from 'node:path';
import { all, list } from './known.mjs';

/** Each class that components call is given by a permission set, and that set has the fields which the class names. */
export function* checkRights(classes, known) {
  const ours = [...known.objects].filter(([object]) => object.endsWith('__c')).flatMap(([, fields]) => [...fields.values()]);
  const named = new Set(ours.filter(({ required }) => required !== 'true').map(({ fullName }) => fullName));
  for (const { file, code, methods, isTest } of classes) {
    if (isTest || methods.size === 0) continue;
    const name = basename(file, '.cls');
    const sets = all('PermissionSet', known).filter(({ tree }) => list(tree.classAccesses).some(({ apexClass, enabled }) => apexClass === name && enabled === 'true'));
    if (sets.length === 0) yield { file, problem: 'components call it, and no permission set gives it' };
    for (const set of sets) for (const lack of lacksOf(code, set.tree, named)) yield { file: set.file, problem: `it gives ${name}, which ${lack}` };
  }
}

function* lacksOf(code, set, named) {
  const has = (field, right) => list(set.fieldPermissions).some((each) => each.field.endsWith(`.${field}`) && each[right] === 'true');
  const written = new Set([...code.matchAll(/\.(\w+__c)\s*=(?!=)/g)].map(([, field]) => field));
  for (const field of new Set(code.match(/\b\w+__c\b/g))) {
    if (named.has(field) && !has(field, 'readable')) yield `reads ${field}, but not the right to read that`;
    if (named.has(field) && written.has(field) && !has(field, 'editable')) yield `writes ${field}, but not the right to write that`;
  }
}
