// Faults in components and Apex.
import { catchEach } from './planted.mjs';

const CANDIDATES = 'lwc/tielineCandidates/tielineCandidates.js';
const TEMPLATE = 'lwc/tielineCandidates/tielineCandidates.html';
const PANEL = 'lwc/tielineContactPanel/tielineContactPanel.js';
const DESK = 'lwc/tielineContactPanel/desk.js';
const CALLS = 'lwc/tielineContactPanel/calls.js';
const WRAP_UP = 'lwc/tielineWrapUp/tielineWrapUp.js';
const DRAFT = 'lwc/tielineWrapUp/draft.js';
const CHANNEL = 'messageChannels/Tieline_Contact.messageChannel-meta.xml';
const POP = 'classes/TielinePop.cls';
const ALERTS = 'classes/TielineAlerts.cls';
const NEW = 'classes/TielineNew.cls';

catchEach([
  { name: 'an import of Apex that is not there', file: CANDIDATES, from: 'TielinePop.candidates', to: 'TielinePop.callers', says: /TielinePop.callers is not there/ },
  { name: 'an import of Apex that components may not call', file: CANDIDATES, other: POP, from: '@AuraEnabled(cacheable=true)', to: '', says: /TielinePop.candidates is not there/ },
  { name: 'Apex that is wired and may not be', file: CANDIDATES, other: POP, from: '(cacheable=true)', to: '', says: /cannot be wired/ },
  { name: 'Apex given what it does not take', file: CANDIDATES, other: POP, from: 'candidates(List<String> ids)', to: 'candidates(List<String> records)', says: /takes no ids/ },
  { name: 'an import of an unknown label', file: CANDIDATES, from: 'c.Tieline_Again', to: 'c.Tieline_Repeat', says: /c.Tieline_Repeat is not there/ },
  { name: 'an import of an unknown message channel', file: PANEL, from: 'messageChannel/Tieline_Contact__c', to: 'messageChannel/Tieline_Call__c', says: /Tieline_Call__c is not there/ },
  { name: 'an import of an unknown static resource', file: PANEL, from: 'resourceUrl/Tieline_Streams', to: 'resourceUrl/Tieline_Connect', says: /Tieline_Connect is not there/ },
  { name: 'an import of an unknown field', file: PANEL, from: 'import STREAMS', to: "import F from '@salesforce/schema/Tieline_Interaction__c.Call__c';\nimport STREAMS", says: /Call__c is not there/ },
  { name: 'an import of an unknown module', file: PANEL, from: 'import STREAMS', to: "import x from 'c/tielineNothing';\nimport STREAMS", says: /no component tielineNothing/ },
  { name: 'a template with an unknown component', file: TEMPLATE, from: '<ul', to: '<c-tieline-nothing></c-tieline-nothing><ul', says: /no component tielineNothing/ },
  { name: 'a style in place', file: TEMPLATE, from: '<ul', to: '<ul style="color: red"', says: /styles belong into/ },
  { name: 'a text that is no label', file: TEMPLATE, from: '<ul', to: '<p>Who calls?</p><ul', says: /Who calls\? is a text that cannot be translated/ },
  { name: 'a name that is no label', file: TEMPLATE, from: 'aria-label={labels.title}', to: 'aria-label="Callers"', says: /Callers is a text that cannot be translated/ },

  { name: 'a field of a message that its channel lacks', file: CALLS, from: 'matchStatus: call', to: 'matchState: call', says: /Tieline_Contact has no field matchState, which this publishes/ },
  { name: 'a field of a message, written out where it is published', file: WRAP_UP, from: "{ state: 'ask' }", to: "{ status: 'ask' }", says: /no field status, which this publishes/ },
  { name: 'a message with fields that nobody sees', file: CALLS, from: 'contactId: call.contactId,', to: '...call,', says: /what is published cannot be followed/ },
  { name: 'a message of another name', file: PANEL, from: 'CONTACT_CHANNEL, message)', to: 'CONTACT_CHANNEL, this.told)', says: /what is published cannot be followed/ },
  { name: 'a message that grows on its way', file: DESK, from: 'ports.publish(message)', to: 'ports.publish({ ...message, name: 1 })', says: /what is published cannot be followed/ },
  { name: 'a message that grows where it is made', file: DESK, from: 'const message = messageOf(call)', to: 'const message = { ...messageOf(call), name: 1 }', says: /what is published cannot be followed/ },
  { name: 'a field of a channel that nobody publishes', file: CHANNEL, from: '>stateSince<', to: '>startedAt<', says: /nobody publishes startedAt/ },
  { name: 'a field that is no longer published', file: CHANNEL, other: CALLS, from: /^ +recordId: recordOf.*\n/m, to: '', says: /nobody publishes recordId/ },
  { name: 'a field that is read and not in the channel', file: DRAFT, from: 'message.queueId', to: 'message.queue', says: /no field queue, which this reads/ },
  { name: 'a field that is taken out of a message and not in the channel', file: DRAFT, from: 'export function heard(draft, message) {', to: 'export function heard(draft, message) {\n    const { kind: channel } = message;', says: /no field kind, which this reads/ },
  { name: 'a field that the channel no longer has', file: WRAP_UP, other: CHANNEL, from: '>contactId<', to: '>contact<', says: /no field contactId, which this reads/ },
  { name: 'a message that is taken by another name', file: PANEL, from: 'handleMessage = (message) =>', to: 'handleMessage = (event) =>', says: /what is subscribed to cannot be followed/ },

  { name: 'malformed Apex', file: ALERTS, from: 'public static void acknowledge(', to: 'public static void acknowledge((', says: /malformed Apex/ },
  { name: 'a class that does not obey sharing', file: ALERTS, from: 'public with sharing class', to: 'public class', says: /is with sharing/ },
  { name: 'a class named unlike its file', file: ALERTS, from: 'class TielineAlerts {', to: 'class TielineAlarms {', says: /file's name says TielineAlerts/ },
  { name: 'a class without its meta', file: NEW, to: 'public with sharing class TielineNew {}', says: /-meta.xml is missing/ },
  { name: 'a class without a test', file: NEW, to: 'public with sharing class TielineNew {}', says: /no test names this class/ },
  { name: 'a query in a loop', file: NEW, to: 'public with sharing class TielineNew { void x() { for (Integer i = 0; i < 9; i++) { List<Contact> c = [SELECT Id FROM Contact]; } } }', says: /a query in a loop/ },
  { name: 'records written in a loop', file: NEW, to: 'public with sharing class TielineNew { void x(List<Contact> all) { for (Contact c : all) { update c; } } }', says: /written in a loop/ },
  { name: 'records written in a loop by a method', file: NEW, to: 'public with sharing class TielineNew { void x(List<Contact> all) { while (true) Database.update(all); } }', says: /Database.update in a loop/ },
  { name: 'a query of an unknown field', file: ALERTS, from: 'SELECT Name, Severity__c', to: 'SELECT Name, Level__c', says: /has no field Level__c/ },
  { name: 'a query of an unknown object', file: ALERTS, from: /FROM Tieline_Alert__c/, to: 'FROM Tieline_Alarm__c', says: /unknown object Tieline_Alarm__c/ },
  { name: 'an unknown field of a record', file: ALERTS, from: 'alert.Acknowledged_At__c', to: 'alert.Seen_At__c', says: /no object has a field Seen_At__c/ },
  { name: 'an unknown label in Apex', file: ALERTS, from: 'System.Label.Tieline_Error_Alert_Gone', to: 'System.Label.Tieline_Error_Lost', says: /no label Tieline_Error_Lost/ },
  { name: 'an unknown custom permission in Apex', file: ALERTS, from: "checkPermission('Tieline_Supervisor')", to: "checkPermission('Tieline_Boss')", says: /no custom permission Tieline_Boss/ },

  { name: 'a component without its meta', file: 'lwc/tielineNew/tielineNew.js', to: 'export {};', says: /js-meta.xml is missing/ },
]);
