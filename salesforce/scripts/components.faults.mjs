// Faults in components and Apex.
import { catchEach } from './planted.mjs';

const CANDIDATES = 'lwc/tielineCandidates/tielineCandidates.js';
const TEMPLATE = 'lwc/tielineCandidates/tielineCandidates.html';
const PANEL = 'lwc/tielineContactPanel/tielineContactPanel.js';
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
]);
