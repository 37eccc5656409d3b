// Checks what layouts, lists, record pages and apps show. Of related lists, only
// that their columns are ours where they are written like ours.
import { all, fieldOf, find, list, objectOf } from './known.mjs';
import { nameOf } from './objects.mjs';

const STANDARD_TABS = /^standard-\w+$/;

/** A layout's file is named <object>-<label>. */
export function* checkLayout(layout, known, { name }) {
  const object = name.split('-')[0];
  if (!known.objects.has(object)) yield `a layout of ${object}, which is not ours`;
  const items = list(layout.layoutSections).flatMap(({ layoutColumns }) => list(layoutColumns)).flatMap(({ layoutItems }) => list(layoutItems));
  const shown = items.map(({ field }) => field).filter(Boolean);
  for (const field of shown) {
    if (!fieldOf(object, field, known)) yield `${object} has no field ${field}`;
  }
  for (const field of new Set(shown.filter((each, at) => shown.indexOf(each) !== at))) yield `${field} is there twice`;
  for (const { behavior, field } of items) {
    if (behavior === 'Edit' && fieldOf(object, field, known)?.formula) yield `${field} is computed, and cannot be edited`;
  }
  for (const related of list(layout.relatedLists)) yield* checkRelatedList(related, object, known);
}

function* checkRelatedList({ relatedList, fields }, object, known) {
  const [child, lookup] = String(relatedList).split('.');
  if (!known.objects.has(child)) return;
  if (fieldOf(child, lookup, known)?.referenceTo !== object) yield `${child} has no lookup ${lookup} to ${object}`;
  for (const field of list(fields)) {
    if (!fieldOf(child, nameOf(field), known)) yield `${child} has no field ${field}`;
  }
}

export function* checkListView(view, known, { file }) {
  const object = objectOf(file);
  for (const field of [...list(view.columns), ...list(view.filters).map((filter) => filter.field)]) {
    if (!fieldOf(object, nameOf(field), known)) yield `${object} has no field ${field}`;
  }
  for (const { field, value } of list(view.filters)) yield* checkPicked(object, field, value, known);
}

/** A picklist is asked for values that it has. */
export function* checkPicked(object, field, value, known) {
  const { restricted, valueSetDefinition } = fieldOf(object, field, known)?.valueSet ?? {};
  if (restricted !== 'true' || !valueSetDefinition || !value) return;
  const values = list(valueSetDefinition.value).map(({ fullName }) => fullName);
  for (const each of value.split(',')) {
    if (!values.includes(each)) yield `${field} is never ${each}`;
  }
}

export function* checkCompactLayout(layout, known, { file }) {
  for (const field of list(layout.fields)) {
    if (!fieldOf(objectOf(file), field, known)) yield `${objectOf(file)} has no field ${field}`;
  }
}

export function* checkApp(app, known) {
  const mapped = list(app.workspaceConfig?.mappings).map(({ tab }) => tab);
  for (const tab of new Set([...list(app.tabs), ...mapped])) {
    if (!STANDARD_TABS.test(tab) && !find('CustomTab', tab, known)) yield `no tab ${tab}`;
  }
  for (const tab of mapped) {
    if (!list(app.tabs).includes(tab)) yield `${tab} is mapped, and is none of its tabs`;
  }
  if (app.utilityBar && find('FlexiPage', app.utilityBar, known)?.tree.type !== 'UtilityBar') yield `no utility bar ${app.utilityBar}`;
  for (const { content, type } of list(app.actionOverrides)) {
    if (type === 'Flexipage' && !find('FlexiPage', content, known)) yield `no page ${content}`;
  }
}

/** The tab of an object has the object's name. */
export function* checkTab(tab, known, { name }) {
  if (tab.customObject === 'true' && !known.objects.has(name)) yield `no object ${name} for this tab`;
  if (tab.flexiPage && !find('FlexiPage', tab.flexiPage, known)) yield `no page ${tab.flexiPage}`;
  if (tab.lwcComponent && !find('LightningComponentBundle', tab.lwcComponent, known)) yield `no component ${tab.lwcComponent}`;
}

// The target a component must offer to stand on a page of a type.
const TARGETS = { AppPage: 'lightning__AppPage', HomePage: 'lightning__HomePage', RecordPage: 'lightning__RecordPage', UtilityBar: 'lightning__UtilityBar' };

export function* checkPage(page, known) {
  const facets = new Set(list(page.flexiPageRegions).filter(({ type }) => type === 'Facet').map(({ name }) => name));
  const object = page.sobjectType;
  if (object && !known.objects.has(object)) yield `a record page of ${object}, which is not ours`;
  if (page.type === 'HomePage') yield 'a home page is every app’s, and not ours to replace';
  const items = list(page.flexiPageRegions).flatMap(({ itemInstances }) => list(itemInstances));
  for (const { componentInstance, fieldInstance } of items) {
    if (componentInstance) yield* checkComponent(componentInstance, page, facets, known);
    const field = String(fieldInstance?.fieldItem ?? '').replace(/^Record\./, '');
    if (field && !fieldOf(object, field, known)) yield `${object} has no field ${field}`;
  }
  const names = items.map(({ componentInstance }) => componentInstance?.identifier).filter(Boolean);
  for (const name of new Set(names.filter((each, at) => names.indexOf(each) !== at))) yield `identifier ${name} is there twice`;
}

function* checkComponent({ componentName, componentInstanceProperties }, page, facets, known) {
  const properties = list(componentInstanceProperties).filter(({ type }) => type !== 'decorator');
  if (/^flexipage:/.test(componentName)) {
    for (const { name, value } of properties) {
      if (['body', 'tabs'].includes(name) && !facets.has(value)) yield `${componentName} shows ${value}, which is not there`;
    }
  }
  if (componentName === 'force:relatedListSingleContainer') yield* checkRelated(properties, page.sobjectType, known);
  // What has a colon is Salesforce's.
  if (componentName.includes(':') && !componentName.startsWith('c:')) return;
  const name = componentName.replace(/^c:/, '');
  const bundle = find('LightningComponentBundle', name, known)?.tree;
  const target = TARGETS[page.type];
  if (!bundle) yield `no component ${name}`;
  else if (!list(bundle.targets?.target).includes(target)) yield `${name} does not offer ${target}`;
  else yield* checkProperties(name, properties, bundle, target);
}

/** A page gives a component only properties that it declares for such pages. */
function* checkProperties(name, properties, bundle, target) {
  const configs = list(bundle.targetConfigs?.targetConfig).filter((config) => String(config['@targets']).split(',').map((each) => each.trim()).includes(target));
  const declared = configs.flatMap(({ property }) => list(property)).map((property) => property['@name']);
  for (const property of properties) {
    if (!declared.includes(property.name)) yield `${name} declares no property ${property.name} for ${target}`;
  }
}

function* checkRelated(properties, object, known) {
  const name = properties.find((each) => each.name === 'relatedListApiName')?.value ?? '';
  if (!name.endsWith('__r')) return;
  const there = all('CustomField', known).some(({ tree }) => tree.referenceTo === object && `${tree.relationshipName}__r` === name);
  if (!there) yield `${object} has no related list ${name}`;
}
