// Faults in whose rights Apex asks the database with, and in what it does to records that others change too.
import { catchEach } from './planted.mjs';

const ALERTS = 'classes/TielineAlerts.cls';
const INTERACTIONS = 'classes/TielineInteractions.cls';
const POP = 'classes/TielinePop.cls';
const TIMELINE = 'classes/TielineTimeline.cls';
const WRAP_UP = 'classes/TielineWrapUp.cls';
const ALERTS_TEST = 'classes/TielineAlertsTest.cls';
const CALLERS_TEST = 'classes/TielineCallerFlowsTest.cls';
const FLOWS_TEST = 'classes/TielineFlowsTest.cls';
const POP_TEST = 'classes/TielinePopTest.cls';
const TIMELINE_TEST = 'classes/TielineTimelineTest.cls';
const WRAP_UP_TEST = 'classes/TielineWrapUpTest.cls';
const AGENT = 'permissionsets/Tieline_Agent.permissionset-meta.xml';
const SUPERVISOR = 'permissionsets/Tieline_Supervisor.permissionset-meta.xml';
const DATA = 'classes/TielineTestData.cls';
const NEW = 'classes/TielineNew.cls';
const AS_AGENT = "System.runAs(TielineTestData.userWith(new Set<String>{ 'Tieline_Agent' })) {";

catchEach([
  { name: 'a query that leaves its mode to the version', file: WRAP_UP, from: /WITH USER_MODE\s+/, to: '', says: /a query does not say its access mode/ },
  { name: 'a query in a loop’s head that leaves it', file: POP, from: 'FROM Lead WHERE Id IN :ids WITH USER_MODE', to: 'FROM Lead WHERE Id IN :ids', says: /a query does not say/ },
  { name: 'a statement that leaves it', file: ALERTS, from: 'update as user alert', to: 'update alert', says: /update does not say its access mode/ },
  { name: 'a method that is not told it', file: INTERACTIONS, from: /false,\s+AccessLevel.USER_MODE/, to: 'false', says: /Database.upsert does not say/ },
  { name: 'a query by text that is not told it', file: TIMELINE, from: "AccessLevel.USER_MODE", to: 'level', says: /Database.queryWithBinds does not say/ },
  { name: 'a search that leaves it', file: NEW, to: 'public with sharing class TielineNew { void x() { List<List<SObject>> a = [FIND \'x\' RETURNING Account(Id)]; } }', says: /a search does not say/ },
  { name: 'a query in a test that leaves it', file: FLOWS_TEST, from: 'WHERE WhatId IN :records WITH SYSTEM_MODE', to: 'WHERE WhatId IN :records', says: /a query does not say/ },
  { name: 'a statement in a test that leaves it', file: CALLERS_TEST, from: 'delete as system people', to: 'delete people', says: /delete does not say/ },
  { name: 'a conversion in a test that is not told it', file: CALLERS_TEST, from: '(conversion, AccessLevel.SYSTEM_MODE)', to: '(conversion)', says: /Database.convertLead does not say/ },
  { name: 'a user in a test that is made without', file: DATA, from: 'insert as system person', to: 'insert person', says: /insert does not say/ },
  { name: 'a query past the user’s rights', file: ALERTS, from: 'WITH USER_MODE', to: 'WITH SYSTEM_MODE', says: /a query in system mode/ },
  { name: 'a statement past the user’s rights', file: ALERTS, from: 'as user', to: 'as system', says: /update in system mode/ },
  { name: 'a test that looks up with the deployer’s rights', file: WRAP_UP_TEST, from: 'WITH SYSTEM_MODE', to: 'WITH USER_MODE', says: /a query in user mode, as whoever deploys/ },
  { name: 'a test that sees what its deployer may see', file: ALERTS_TEST, from: 'without sharing', to: '', says: /a test is without sharing/ },

  { name: 'a test of a class as its deployer', file: POP_TEST, from: AS_AGENT, to: 'if (true) {', says: /TielinePop.report is called as whoever deploys/ },
  { name: 'the same by a method of the test', file: WRAP_UP_TEST, from: AS_AGENT, to: 'if (true) {', says: /values is called as whoever deploys/ },
  { name: 'the same by a method of another class of tests', file: TIMELINE_TEST, other: DATA, from: 'private static void assertSaved(List<Database.SaveResult> results) {', to: '$& TielinePop.candidates(null);', says: /TielineTestData.insertCustomers is called as whoever deploys/ },
  { name: 'the same in a set-up', file: ALERTS_TEST, from: '    @IsTest\n', to: '    @TestSetup\n    static void prepare() { TielineAlerts.open(); }\n\n    @IsTest\n', says: /TielineAlerts.open is called as whoever deploys/ },
  { name: 'a test that runs as its deployer by name', file: POP_TEST, from: AS_AGENT, to: 'System.runAs(new User(Id = UserInfo.getUserId())) {', says: /TielinePop.report is called as whoever deploys/ },

  { name: 'a class that components call and nobody may', file: POP, other: AGENT, from: '<apexClass>TielinePop<', to: '<apexClass>TielineDispositions<', says: /no permission set gives it/ },
  { name: 'a class that asks for what its callers may not read', file: SUPERVISOR, from: /(Interaction__c.Wrap_Up_Missing__c<.field>\s*<readable>)true/, to: '$1false', says: /gives TielineTimeline, which reads Wrap_Up_Missing__c/ },
  { name: 'a class that writes what its callers may not', file: AGENT, from: /true(<.editable>\s*<field>Tieline_Interaction__c.Desk_Pop_Ms__c)/, to: 'false$1', says: /gives TielinePop, which writes Desk_Pop_Ms__c/ },

  { name: 'a record that is updated and was not locked', file: ALERTS, from: ' FOR UPDATE', to: '', says: /update of what no query locked/ },
  { name: 'a cacheable method that writes by another class', file: POP, from: '@AuraEnabled\n    public static void report', to: '@AuraEnabled(cacheable=true)\n    public static void report', says: /report is cacheable and writes/ },
]);
