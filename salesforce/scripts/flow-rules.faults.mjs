// Faults in flows that read, write, call and wait.
import { catchEach } from './planted.mjs';

const TASK = 'flows/Tieline_Interaction_Task.flow-meta.xml';
const OPENED = 'flows/Tieline_Alert_Opened.flow-meta.xml';
const ESCALATION = 'flows/Tieline_Alert_Escalation.flow-meta.xml';
const NOTIFICATION = /<stringValue>Tieline_Alert<\/stringValue>/;

catchEach([
  { name: 'a flow that starts for each record', file: TASK, from: /<filterLogic>1 AND[^]*?(?=\s*<flowRunAsUser>)/, to: '', says: /entry condition is missing/ },
  { name: 'a flow without a description', file: TASK, from: /\n {4}<description>.*<\/description>/, to: '', says: /admins need a <description>/ },
  { name: 'an entry condition on an unknown field', file: TASK, from: '<field>Record_State__c<', to: '<field>State__c<', says: /has no field State__c/ },
  { name: 'a lookup without a fault path', file: TASK, from: /(<name>Get_Agent<\/name>[^]*?)<faultConnector>[^]*?<\/faultConnector>/, to: '$1', says: /Get_Agent has no fault path/ },
  { name: 'an update without a fault path', file: TASK, from: /(<name>Keep_Task_Id<\/name>[^]*?)<faultConnector>[^]*?<\/faultConnector>/, to: '$1', says: /Keep_Task_Id has no fault path/ },
  { name: 'an action without a fault path', file: OPENED, from: /(<name>Notify<\/name>[^]*?)<faultConnector>[^]*?<\/faultConnector>/, to: '$1', says: /Notify has no fault path/ },
  { name: 'a lookup of an unknown object', file: TASK, from: '<object>User<', to: '<object>Users<', says: /unknown object Users/ },
  { name: 'a lookup by an unknown field', file: TASK, from: '<field>IsActive<', to: '<field>Active<', says: /User has no field Active/ },
  { name: 'a lookup of every record', file: TASK, from: /(<name>Get_Interaction<\/name>[^]*?)<filters>[^]*?<\/filters>/, to: '$1', says: /Get_Interaction has no filters/ },
  { name: 'a field that the record found has not', file: TASK, from: 'Get_Interaction.Agent__c<', to: 'Get_Interaction.Agent<', says: /has no field Agent/ },
  { name: 'a field of something that is no record', file: TASK, from: 'Get_Interaction.Agent__c<', to: 'Who_Id.Agent__c<', says: /Who_Id is no record/ },
  { name: 'a Task with an unknown field', file: TASK, from: '<field>WhoId<', to: '<field>Who<', says: /Task has no field Who/ },
  { name: 'an update of an unknown field', file: TASK, from: '<field>Task_Id__c</field>\n            <value>\n                <elementReference>', to: '<field>Task__c</field>\n            <value>\n                <elementReference>', says: /has no field Task__c/ },
  { name: 'a fault that no list shows', file: TASK, from: /<inputAssignments>\s*<field>Fault_At__c<[^]*?<\/inputAssignments>/, to: '', says: /Note_Fault writes Fault__c without Fault_At__c/ },
  { name: 'a flow that leaves open as whom it runs', file: TASK, from: /<flowRunAsUser>.*<\/flowRunAsUser>/, to: '', says: /as whom it runs/ },
  { name: 'a flow that leaves open in which mode it runs', file: 'flows/Tieline_Account_Created.flow-meta.xml', from: /<runInMode>.*<\/runInMode>/, to: '', says: /as whom it runs/ },
  { name: 'a text that names an unknown resource', file: TASK, from: /(<text>[^<]*)\{!\$Flow.FaultMessage\}/, to: '$1{!Message}', says: /Message is not there/ },
  { name: 'a function that the simulated org does not know', file: TASK, from: 'ISBLANK({!$Record.Queue_Name__c})', to: 'ISNULL({!$Record.Queue_Name__c})', says: /function ISNULL/ },
  { name: 'an unknown label', file: TASK, from: /(<text>[^<]*)\{!\$Flow.FaultMessage\}/, to: '$1{!$Label.Tieline_Nothing}', says: /no label Tieline_Nothing/ },
  { name: 'a flow that starts itself again', file: TASK, from: '<field>Fault__c<', to: '<field>Create_Task__c<', says: /Note_Fault writes Create_Task__c/ },
  { name: 'an end of the entry condition that does not end it', file: TASK, from: 'filterLogic>1 AND 2 AND 3 AND (4 OR 5 OR 6)<', to: 'filterLogic>1 AND 2 AND (3 OR 4 OR 5 OR 6)<', says: /Keep_Task_Id writes Task_Id__c/ },
  { name: 'elements in a circle', file: ESCALATION, from: /(<name>Go_On_Without<\/name>[^]*?)<\/assignments>/, to: '$1<connector><targetReference>Note_Fault</targetReference></connector></assignments>', says: /Note_Fault leads back to itself/ },
  { name: 'a notification type that is not there', file: OPENED, from: NOTIFICATION, to: '<stringValue>Tieline_Alarm</stringValue>', says: /no CustomNotificationType Tieline_Alarm/ },
  { name: 'a group that is not there', file: OPENED, from: '<stringValue>Tieline_Supervisors<', to: '<stringValue>Supervisors<', says: /no Group Supervisors/ },
  { name: 'an unknown action', file: OPENED, from: /emailSimple</g, to: 'emailAlert<', says: /emailAlert.* not used here yet|is not a/ },
  { name: 'an action that is not given what it needs', file: OPENED, from: '<name>emailSubject<', to: '<name>emailAddress<', says: /does not give emailSubject/ },
  { name: 'a path that waits for days', file: ESCALATION, from: '<offsetUnit>Minutes<', to: '<offsetUnit>Days<', says: /minutes or hours/ },
  { name: 'a path from an unknown field', file: ESCALATION, from: 'recordField>Opened_At__c<', to: 'recordField>Opened__c<', says: /has no field Opened__c/ },
  { name: 'an ID of an org', file: TASK, from: '<stringValue>Completed<', to: '<stringValue>00G5g000004AbCdEAK<', says: /is an ID of Salesforce/ },

  { name: 'conditions that do not say how they belong together', file: TASK, from: /<filterLogic>1 AND.*<\/filterLogic>/, to: '', says: /entry conditions need a <filterLogic>/ },
  { name: 'a computed field that is written', file: ESCALATION, from: '<field>Escalated_At__c</field>\n            <value>\n', to: '<field>Status__c</field>\n            <value>\n', says: /Status__c is computed, and cannot be written/ },
]);
