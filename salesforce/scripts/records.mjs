// Checks records of custom metadata, groups of people, notification types,
// message channels, static resources and call centers.
import { list } from './known.mjs';

// The type of value that a field of a type takes.
const VALUE_TYPES = { Checkbox: 'xsd:boolean', Date: 'xsd:date', DateTime: 'xsd:dateTime', Number: 'xsd:double' };

/** A record's file is named <type without __mdt>.<record>. */
export function* checkRecord(record, known, { name }) {
  const type = `${name.split('.')[0]}__mdt`;
  const fields = known.objects.get(type);
  if (!fields) {
    yield `no type of custom metadata ${type}`;
    return;
  }
  // "CustomMetadata", Metadata API Developer Guide: the name is one of the object's.
  if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name.split('.')[1])) yield `${name} cannot be a record's name`;
  if (!record.label) yield 'a record needs a <label>';
  for (const { field, value } of list(record.values)) {
    const known = fields.get(field);
    if (!known) yield `${type} has no field ${field}`;
    else yield* checkValue(known, value);
  }
  const filled = list(record.values).map(({ field }) => field);
  for (const [field, { required }] of fields) {
    if (required === 'true' && !filled.includes(field)) yield `${field} of ${type} is required`;
  }
}

function* checkValue(field, value) {
  if (value?.['@xsi:nil'] === 'true') return;
  const wanted = VALUE_TYPES[field.type] ?? 'xsd:string';
  const text = value?.['#text'] ?? '';
  if (value?.['@xsi:type'] !== wanted) yield `${field.fullName} takes ${wanted}, not ${value?.['@xsi:type']}`;
  else if (field.length && text.length > Number(field.length)) yield `${field.fullName} takes ${field.length} characters, not ${text.length}`;
}

/** Who is in it only an org knows, and a deploy with members would put back who was taken out. */
export function* checkGroup(group) {
  if (!group.name) yield 'a group needs a <name>';
}

export function* checkNotificationType(type, known, { name }) {
  if (type.customNotifTypeName !== name) yield `<customNotifTypeName> is ${type.customNotifTypeName}, but the file's name says ${name}`;
  if (type.desktop !== 'true' && type.mobile !== 'true') yield 'it would be shown nowhere';
}

export function* checkMessageChannel(channel) {
  const names = list(channel.lightningMessageFields).map(({ fieldName }) => fieldName);
  for (const name of new Set(names.filter((each, at) => names.indexOf(each) !== at))) yield `${name} is there twice`;
}

/** The file beside it is there. A resource of many files is a folder, and its type says zip. */
export function* checkResource(resource, known, { file }) {
  const base = file.replace(/\.resource-meta\.xml$/, '');
  const beside = [...known.files.keys()].filter((each) => each !== file && (each.startsWith(`${base}.`) || each.startsWith(`${base}/`)));
  if (beside.length === 0) yield 'the resource itself is missing';
  const folder = beside.some((each) => each.startsWith(`${base}/`));
  if (folder !== (resource.contentType === 'application/zip')) yield `<contentType> is ${resource.contentType}, and a ${folder ? 'folder' : 'file'} lies beside it`;
}

/** The members of an event channel are events that are there, on a channel that is, one kind a channel. */
export function* checkMember(member, known) {
  const { eventChannel, selectedEntity } = member;
  const isChange = /ChangeEvent$/.test(selectedEntity);
  if (!isChange && !known.publishing.has(selectedEntity)) yield `no event ${selectedEntity}`;
  const channel = known.byType.get('PlatformEventChannel')?.get(eventChannel)?.tree;
  if (!channel) {
    yield `no channel ${eventChannel}`;
    return;
  }
  // A channel never holds both ("PlatformEventChannel", Metadata API Developer Guide).
  const wanted = isChange ? 'data' : 'event';
  if (channel.channelType !== wanted) yield `${selectedEntity} belongs on a channel of type ${wanted}, and ${eventChannel} is of type ${channel.channelType}`;
}

export function* checkRelay(relay, known) {
  if (!known.byType.get('PlatformEventChannel')?.has(relay.eventChannel)) yield `no channel ${relay.eventChannel}`;
  if (!known.byType.get('NamedCredential')?.has(String(relay.destinationResourceName).replace(/^callout:/, ''))) yield `no named credential ${relay.destinationResourceName}`;
  // It would stop a relay that runs, and wipe its position (reference of the relay, "state").
  if (relay.state === 'STOP') yield '<state>STOP</state> stops a relay that runs, and it loses its place';
}
