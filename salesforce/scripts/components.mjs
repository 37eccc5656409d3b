// Checks what Lightning components import and tell each other, and that labels are used and defined. What they weigh, weight.mjs tells.
import { basename, dirname } from 'node:path';
import { checkMessages } from './components-messages.mjs';
import { all, find, knownObject, pathOf } from './known.mjs';

const IMPORT = /\bimport\s+([^;'"]+?)\s+from\s+['"]([^'"]+)['"]/g;

export function* checkComponents(known) {
  const sources = [...known.files].filter(([file]) => /\/lwc\/\w+\/[^/]+\.(js|html|css)$/.test(file));
  for (const [file, text] of sources) {
    if (file.endsWith('.js')) for (const problem of checkImports(text, file, known)) yield { file, problem };
    if (file.endsWith('.html')) for (const problem of checkTemplate(text, known)) yield { file, problem };
    const folder = dirname(file);
    if (!known.files.has(`${folder}/${basename(folder)}.js-meta.xml`)) yield { file, problem: 'the component’s js-meta.xml is missing' };
  }
  yield* checkMessages(known);
}

function* checkImports(text, file, known) {
  for (const [, names, from] of text.matchAll(IMPORT)) {
    const [, scope, kind, rest] = from.match(/^(@salesforce)\/(\w+)\/(.+)$/) ?? [];
    const [, component] = from.match(/^c\/(\w+)$/) ?? [];
    if (component && !isThere(component, known)) yield `no component ${component}`;
    if (scope && !(KINDS[kind]?.(rest, known) ?? true)) yield `${from} is not there`;
    if (kind === 'apex') yield* checkCall(names.trim(), rest, text, known);
    if (from.startsWith('./') && !known.files.has(`${dirname(file)}/${from.slice(2).replace(/(\.js)?$/, '.js')}`) && !/\.(html|css)$/.test(from)) yield `${from} is not there`;
  }
}

const isThere = (component, known) => [...known.files.keys()].some((file) => file.endsWith(`/lwc/${component}/${component}.js`));

// What may be imported, and when it is there (LWC Developer Guide, "@salesforce Modules").
const KINDS = {
  apex: (name, known) => {
    const [type, method] = name.split('.');
    const { isStatic } = known.classes.get(type)?.methods.get(method) ?? {};
    return isStatic === true;
  },
  label: (name, known) => known.labels.has(name.replace(/^c\./, '')),
  schema: (name, known) => {
    const [object, ...path] = name.split('.');
    return path.length === 0 ? knownObject(object, known) : pathOf(object, path.join('.'), known) !== undefined;
  },
  messageChannel: (name, known) => find('LightningMessageChannel', name.replace(/__c$/, ''), known) !== undefined,
  resourceUrl: (name, known) => find('StaticResource', name, known) !== undefined,
  customPermission: (name, known) => known.permissions.has(name),
};

/** Apex is given what it asks for, where the call or wire says it in braces at once, and only what is cacheable is wired. */
function* checkCall(name, path, text, known) {
  const [type, method] = path.split('.');
  const apex = known.classes.get(type)?.methods.get(method);
  if (!apex) return;
  const wires = [...text.matchAll(new RegExp(`@wire\\(\\s*${name}\\b\\s*(?:,\\s*\\{([^{}]*)\\})?`, 'g'))];
  const calls = [...text.matchAll(new RegExp(`(?<![\\w.@])${name}\\(\\s*\\{([^{}]*)\\}`, 'g'))];
  if (wires.length > 0 && !apex.isCacheable) yield `${path} is not cacheable, and cannot be wired`;
  for (const [, given] of [...wires, ...calls]) {
    for (const key of keysIn(given ?? '')) {
      if (!apex.parameters.includes(key)) yield `${path} takes no ${key}`;
    }
  }
}

/** The keys of an object literal without braces inside; of one with a spread, those written out. */
const keysIn = (text) => text.replace(/\([^()]*\)|'[^']*'|`[^`]*`/g, '').split(',').map((each) => each.split(':')[0].trim()).filter((each) => /^\w+$/.test(each));

function* checkTemplate(text, known) {
  // A style in place cannot be themed, and strict content security may refuse it.
  if (/\sstyle\s*=/.test(text)) yield 'styles belong into the component’s css';
  for (const words of wordsIn(text)) yield `${words} is a text that cannot be translated: it belongs into a label`;
  for (const [, tag] of text.matchAll(/<c-([a-z0-9-]+)/g)) {
    const name = tag.replace(/-([a-z0-9])/g, (all, letter) => letter.toUpperCase());
    if (!isThere(name, known)) yield `no component ${name}`;
  }
}

// What people see or hear of an element.
const SHOWN = /\s(?:label|title|alt|placeholder|alternative-text|field-level-help|iframe-title|aria-label|aria-description)="([^"{]+)"/g;

/** What a template shows that is no label: letters between its tags, and in the attributes that are shown. */
function wordsIn(text) {
  const bare = text.replace(/<!--[^]*?-->/g, '');
  const between = bare.replace(/<[^>]*>/g, '\n').replace(/\{[^}]*\}|&\w+;/g, '').split('\n').map((each) => each.trim());
  return [...between, ...[...bare.matchAll(SHOWN)].map(([, words]) => words)].filter((each) => /\p{L}/u.test(each));
}

/** Each label is used somewhere: in a component, a class, a flow or another file. That those used are there, they check. */
export function* checkLabels(known) {
  const used = new Set();
  for (const [file, text] of known.files) {
    if (/\.labels-meta\.xml$|\/staticresources\//.test(file)) continue;
    for (const [, name] of text.matchAll(/(?:label\/c|Label)\.(\w+)/g)) used.add(name);
  }
  for (const { file } of all('CustomLabels', known)) {
    for (const name of known.labels) {
      if (!used.has(name)) yield { file, problem: `nothing uses the label ${name}` };
    }
  }
}
