// Checks what permission sets, groups of them, and the fields of rights name.
import { fieldOf, find, isEvent, isGiven, knownObject, list } from './known.mjs';
import { checkDescribed } from './objects.mjs';

export function* checkPermissions(set, known) {
  yield* checkDescribed(set);
  for (const permission of list(set.objectPermissions)) yield* checkObjectPermission(permission, known);
  for (const { field: path } of list(set.fieldPermissions)) yield* checkFieldPermission(path, known);
  for (const permission of list(set.fieldPermissions)) yield* checkEditable(permission, known);
  for (const { name } of list(set.customPermissions)) {
    if (!known.permissions.has(name)) yield `no custom permission ${name}`;
  }
  yield* checkAccesses(set, known);
  yield* checkFieldsHaveObject(set);
  // It ties the set to users of one licence, and an org without that licence
  // refuses it ("PermissionSet", Metadata API Developer Guide).
  if (set.license) yield 'a permission set here has no <license>';
}

/** Classes, apps, tabs and types of custom metadata that a set gives. */
function* checkAccesses(set, known) {
  for (const { apexClass } of list(set.classAccesses)) {
    if (!known.classes.has(apexClass)) yield `no class ${apexClass}`;
  }
  for (const { application } of list(set.applicationVisibilities)) {
    if (!find('CustomApplication', application, known)) yield `no app ${application}`;
  }
  for (const { tab } of list(set.tabSettings)) {
    if (!find('CustomTab', tab, known) && !tab.startsWith('standard-')) yield `no tab ${tab}`;
  }
  for (const { name } of list(set.customMetadataTypeAccesses)) {
    if (!name.endsWith('__mdt') || !known.objects.has(name)) yield `no type of custom metadata ${name}`;
  }
}

function* checkFieldPermission(path, known) {
  const [object, name] = String(path).split('.');
  const field = isGiven(object, name, known) ? undefined : fieldOf(object, name, known);
  if (!field) yield `permission on unknown field ${path}`;
  if (isEvent(object)) yield `${path}: the fields of an event have no permissions`;
  if (field?.required === 'true') yield `${path} is required, and Salesforce refuses permissions on required fields`;
}

/** Nobody can edit what is computed. */
function* checkEditable({ field: path, editable, readable }, known) {
  const [object, name] = String(path).split('.');
  const field = fieldOf(object, name, known);
  if (editable === 'true' && (field?.formula || field?.type === 'AutoNumber')) yield `${path} is computed, and cannot be editable`;
  if (editable === 'true' && readable === 'false') yield `${path}: who may edit it must be able to read it`;
}

/** Rights on the fields of an object are of no use without one on the object. */
function* checkFieldsHaveObject(set) {
  const objects = new Set(list(set.objectPermissions).map(({ object }) => object));
  for (const object of new Set(list(set.fieldPermissions).map(({ field }) => String(field).split('.')[0]))) {
    if (!objects.has(object)) yield `permissions on fields of ${object}, and none on ${object}`;
  }
}

/** An event can be published (created) and listened to (read), and nothing else. */
function* checkObjectPermission(permission, known) {
  const { object } = permission;
  if (!knownObject(object, known)) yield `permission on unknown object ${object}`;
  const more = ['allowDelete', 'allowEdit', 'modifyAllRecords', 'viewAllRecords'].filter((name) => permission[name] === 'true');
  if (isEvent(object) && more.length > 0) yield `${more.join(', ')} on ${object}: an event is created and read only`;
  for (const [right, needed] of DEPENDS) {
    if (permission[right] === 'true' && permission[needed] !== 'true') yield `${right} on ${object} needs ${needed}`;
  }
}

// Salesforce refuses a right without the one it needs ("Object Permissions", Salesforce Help).
const DEPENDS = [
  ['allowCreate', 'allowRead'], ['allowEdit', 'allowRead'], ['allowDelete', 'allowEdit'],
  ['viewAllRecords', 'allowRead'], ['modifyAllRecords', 'viewAllRecords'], ['modifyAllRecords', 'allowDelete'],
];

/** A group of permission sets holds sets that are there. */
export function* checkSetGroup(group, known) {
  yield* checkDescribed(group);
  for (const name of list(group.permissionSets)) {
    if (!find('PermissionSet', name, known)) yield `no permission set ${name}`;
  }
}
