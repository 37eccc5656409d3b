// Standard objects that ours may name, and those of their fields that ours use
// (Object Reference). What is not here counts as unknown: add it with care.
export const STANDARD = {
  Account: ['BillingCity', 'Id', 'Name', 'OwnerId', 'Phone'],
  Case: ['CaseNumber', 'Id', 'Status', 'Subject'],
  Contact: ['Account', 'AccountId', 'Email', 'FirstName', 'HomePhone', 'Id', 'LastName', 'MobilePhone', 'Name', 'OtherPhone', 'Phone', 'Title'],
  CustomNotificationType: ['DeveloperName', 'Id'],
  Group: ['DeveloperName', 'Id', 'Type'],
  Lead: ['Company', 'Email', 'FirstName', 'Id', 'IsConverted', 'LastName', 'MobilePhone', 'Name', 'Phone', 'Title'],
  LeadStatus: ['ApiName', 'IsConverted', 'IsDefault', 'MasterLabel'],
  PermissionSet: ['Id', 'Name'],
  Profile: ['Id', 'Name'],
  Task: ['ActivityDate', 'CallDisposition', 'CallDurationInSeconds', 'CallObject', 'CallType', 'Description', 'Id', 'IsReminderSet', 'OwnerId',
    'Priority', 'ReminderDateTime', 'Status', 'Subject', 'TaskSubtype', 'WhatId', 'WhoId'],
  User: ['Email', 'Id', 'IsActive', 'Name', 'Username'],
};

// Fields that each object of ours has without a file ("System Fields", Object
// Reference; "Custom Metadata Type__mdt"; "Platform Event Fields").
const EVERY = ['CreatedById', 'CreatedDate', 'Id', 'LastModifiedById', 'LastModifiedDate', 'Name', 'OwnerId', 'SystemModstamp'];
const RECORD = ['CreatedById', 'DeveloperName', 'Id', 'IsProtected', 'Label', 'LastModifiedById', 'MasterLabel', 'NamespacePrefix', 'QualifiedApiName'];
const EVENT = ['CreatedById', 'CreatedDate', 'EventUuid', 'ReplayId'];

/** The fields that an object of ours has by its kind. */
export function givenFields(object) {
  if (object.endsWith('__mdt')) return RECORD;
  return object.endsWith('__e') ? EVENT : EVERY;
}
