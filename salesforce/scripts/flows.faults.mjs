// Faults in events, flows and what goes with them.
import { catchEach } from './planted.mjs';

const EVENT = 'objects/Tieline_Caller_Changed__e/Tieline_Caller_Changed__e.object-meta.xml';
const INTERACTION = 'objects/Tieline_Interaction__c/Tieline_Interaction__c.object-meta.xml';
const OBJECT_FIELD = 'objects/Tieline_Caller_Changed__e/fields/Object__c.field-meta.xml';
const BYPASS = 'customPermissions/Tieline_Bypass.customPermission-meta.xml';
const HOLDERS = 'permissionsets/Tieline_Bypass.permissionset-meta.xml';
const RIGHTS = 'permissionsets/Tieline_Integration.permissionset-meta.xml';
const CREATED = 'flows/Tieline_Contact_Created.flow-meta.xml';
const UPDATED = 'flows/Tieline_Contact_Updated.flow-meta.xml';
const WRAPPED_UP = 'flows/Tieline_Interaction_Wrapped_Up.flow-meta.xml';
const STAMP = 'flows/Tieline_Interaction_Wrap_Up_Stamp.flow-meta.xml';
const WRAP_UP_FIELD = (name) => `objects/Tieline_Wrap_Up__e/fields/${name}.field-meta.xml`;
const DELETED = 'flows/Tieline_Contact_Deleted.flow-meta.xml';

catchEach([
  { name: 'an event of standard volume', file: EVENT, from: '>HighVolume<', to: '>StandardVolume<', says: /must be of <eventType> HighVolume/ },
  { name: 'an event that does not say how it is published', file: EVENT, from: /<publishBehavior>.*<\/publishBehavior>/, to: '', says: /needs <publishBehavior>/ },
  { name: 'an event published as nobody can', file: EVENT, from: '>PublishAfterCommit<', to: '>PublishSometimes<', says: /is not a PlatformEventPublishBehavior/ },
  { name: 'an event told before its change is committed', file: CREATED, other: EVENT, from: '>PublishAfterCommit<', to: '>PublishImmediately<', says: /must be of <publishBehavior> PublishAfterCommit/ },
  { name: 'an event without a description', file: EVENT, from: /<description>.*<\/description>/, to: '', says: /need a <description>/ },
  { name: 'an object that says it is an event', file: INTERACTION, from: '<label>', to: '<eventType>HighVolume</eventType><label>', says: /is no event by its name/ },
  { name: 'a picklist in an event', file: OBJECT_FIELD, from: '>Text<', to: '>Picklist<', says: /event cannot be of type Picklist/ },
  { name: 'a custom permission without a label', file: BYPASS, from: /<label>.*<\/label>/, to: '', says: /required <label> is missing/ },
  { name: 'a permission set with an unknown custom permission', file: HOLDERS, from: '>Tieline_Bypass<', to: '>Tieline_Bypassed<', says: /no custom permission Tieline_Bypassed/ },
  { name: 'a permission on an unknown event', file: RIGHTS, from: '>Tieline_Heartbeat__e<', to: '>Tieline_Beat__e<', says: /unknown object Tieline_Beat__e/ },
  { name: 'a permission to edit events', file: RIGHTS, from: '<object>Tieline_Interaction__c<', to: '<object>Tieline_Caller_Changed__e<', says: /allowEdit.* on Tieline_Caller_Changed__e/ },
  { name: 'a permission on a field of an event', file: RIGHTS, from: 'Tieline_Interaction__c.Queue_Name__c', to: 'Tieline_Caller_Changed__e.New_Numbers__c', says: /event have no permissions/ },
  { name: 'a permission on an unknown standard field', file: RIGHTS, from: 'Contact.HomePhone', to: 'Contact.HomeFone', says: /unknown field Contact.HomeFone/ },

  { name: 'a flow that is off', file: CREATED, from: '>Active<', to: '>Draft<', says: /Draft does nothing/ },
  { name: 'an element of a flow that nobody knows', file: CREATED, from: /filterFormula>/g, to: 'filter>', says: /unknown element <filter>/ },
  { name: 'a value of a flow outside its list', file: CREATED, from: '>RecordAfterSave<', to: '>RecordSaved<', says: /is not a FlowTriggerType/ },
  { name: 'a flow of an unknown object', file: CREATED, from: '<object>Contact<', to: '<object>Contacts<', says: /no object Contacts/ },
  { name: 'a flow that creates an unknown event', file: CREATED, from: '>Tieline_Caller_Changed__e<', to: '>Tieline_Caller__e<', says: /unknown object Tieline_Caller__e/ },
  { name: 'a flow that fills an unknown field', file: CREATED, from: '>Object__c<', to: '>Entity__c<', says: /has no field Entity__c/ },
  { name: 'a flow that leaves a required field blank', file: CREATED, from: '>Object__c<', to: '>Old_Numbers__c<', says: /leaves required Object__c blank/ },
  { name: 'a formula that names an unknown field', file: UPDATED, from: '{!$Record.HomePhone} &', to: '{!$Record.HomeFone} &', says: /Contact has no field HomeFone/ },
  { name: 'an entry formula that names an unknown field', file: UPDATED, from: 'ISCHANGED({!$Record.Phone})', to: 'ISCHANGED({!$Record.Fone})', says: /Contact has no field Fone/ },
  { name: 'an entry formula that names an unknown custom permission', file: UPDATED, from: '$Permission.Tieline_Bypass', to: '$Permission.Tieline_Bypassed', says: /no custom permission Tieline_Bypassed/ },
  { name: 'a decision by an unknown custom permission', file: DELETED, from: '$Permission.Tieline_Bypass', to: '$Permission.Tieline_Bypassed', says: /no custom permission Tieline_Bypassed/ },
  { name: 'an unknown global variable', file: CREATED, from: '$Flow.InterviewGuid', to: '$Flow.InterviewId', says: /no global variable/ },
  { name: 'an unknown formula', file: CREATED, from: 'elementReference>New_Numbers<', to: 'elementReference>Numbers<', says: /Numbers is not there/ },
  { name: 'the prior values of a record that is created', file: CREATED, from: '{!$Record.Phone} &', to: '{!$Record__Prior.Phone} &', says: /only a record that is updated/ },
  { name: 'a change of a record that is created', file: CREATED, from: 'NOT(ISBLANK({!$Record.Phone}))', to: 'ISCHANGED({!$Record.Phone})', says: /nothing ISCHANGED/ },
  { name: 'an entry formula before deletion', file: DELETED, from: '<object>Contact<', to: '<filterFormula>TRUE</filterFormula><object>Contact<', says: /not documented/ },
  { name: 'a formula that does not close what it opens', file: UPDATED, from: 'HomePhone}), ISCHANGED', to: 'HomePhone}, ISCHANGED', says: /parentheses .* do not match/s },
  { name: 'a formula that closes what it did not open', file: UPDATED, from: '<filterFormula>AND(', to: '<filterFormula>)AND((', says: /parentheses .* do not match/s },
  { name: 'a connector into nothing', file: CREATED, from: 'Reference>Publish<', to: 'Reference>Tell<', says: /leads to Tell/ },
  { name: 'an element that is never reached', file: DELETED, from: '<targetReference>Is_It_To_Be_Told<', to: '<targetReference>Publish<', says: /Is_It_To_Be_Told is never reached/ },
  { name: 'publishing that could keep a record from being saved', file: UPDATED, from: /(<name>Publish<\/name>[^]*?)<faultConnector>[^]*?<\/faultConnector>/, to: '$1', says: /Publish has no fault path/ },
  { name: 'a fault noted by the name of another flow', file: CREATED, from: '<stringValue>Tieline_Contact_Created<', to: '<stringValue>Tieline_Lead_Created<', says: /does not note a fault of this flow by its name/ },
  { name: 'a fault that is the same as that of another flow', file: CREATED, from: '"Tieline_Contact_Created@"', to: '"Tieline_Lead_Created@"', says: /does not note a fault of this flow by its name/ },
  { name: 'a fault path unlike the others', file: DELETED, from: /(<operator>IsNull<[^]*?<booleanValue>)true/, to: '$1false', says: /its fault path is not that of the other flows/ },
  { name: 'a new record asked what has changed', file: WRAPPED_UP, from: 'ISNEW(),', to: 'TRUE,', says: /ask ISNEW/ },
  { name: 'a changed record asked whether it is new', file: WRAPPED_UP, from: '>CreateAndUpdate<', to: '>Update<', says: /never ISNEW/ },
  { name: 'an event without room for a text', file: WRAPPED_UP, other: WRAP_UP_FIELD('Contact_Id__c'), from: '>64<', to: '>36<', says: /Connect_Contact_Id__c may be too long/ },
  { name: 'an event without room for a picklist', file: WRAPPED_UP, other: WRAP_UP_FIELD('Disposition__c'), from: '>255<', to: '>80<', says: /Disposition__c may be too long/ },
  { name: 'an event without room for an ID', file: WRAPPED_UP, other: WRAP_UP_FIELD('Wrap_Up_By__c'), from: '>18<', to: '>15<', says: /Wrap_Up_By__c may be too long/ },
  { name: 'a time put into a text', file: WRAPPED_UP, from: 'Reference>$Record.Wrap_Up_By__c<', to: 'Reference>$Record.Wrap_Up_At__c<', says: /Wrap_Up_At__c of type DateTime does not go into/ },
  { name: 'a record changed when it is saved already', file: STAMP, from: '>RecordBeforeSave<', to: '>RecordAfterSave<', says: /Wrap_Up_At__c is assigned .* not saved/ },
  { name: 'an event published before its record is saved', file: WRAPPED_UP, from: '>RecordAfterSave<', to: '>RecordBeforeSave<', says: /before saving creates nothing/ },
  { name: 'a text put into a time', file: STAMP, from: '$Flow.CurrentDateTime<', to: '$Flow.InterviewGuid<', says: /InterviewGuid of type Text does not go into Wrap_Up_At__c/ },
  { name: 'a time put into a lookup', file: STAMP, from: 'Reference>$Record.Wrap_Up_At__c<', to: 'Reference>$Record.Wrap_Up_By__c<', says: /CurrentDateTime of type DateTime does not go into Wrap_Up_By__c/ },
  { name: 'an unknown field set before saving', file: STAMP, from: 'Reference>$Record.Wrap_Up_At__c<', to: 'Reference>$Record.Wrapped_At__c<', says: /has no field Wrapped_At__c/ },
  { name: 'a stamp that asks an unknown field', file: STAMP, from: 'ISCHANGED({!$Record.Disposition__c})', to: 'ISCHANGED({!$Record.Result__c})', says: /has no field Result__c/ },
  { name: 'a loop', file: UPDATED, from: /decisions>|assignments>/g, to: 'loops>', says: /kind loops are not used/ },
]);
