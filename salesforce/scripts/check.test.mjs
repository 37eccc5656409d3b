// The check is worth what it catches: each fault is planted into the text of the
// real metadata and must be named. All in one process, as reading the Apex takes longest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './apex.faults.mjs';
import './components.faults.mjs';
import './flow-rules.faults.mjs';
import './flows.faults.mjs';
import './pages.faults.mjs';
import './records.faults.mjs';
import './reports.faults.mjs';
import { catchEach, real } from './planted.mjs';

const OBJECT = 'objects/Tieline_Interaction__c/Tieline_Interaction__c.object-meta.xml';
const QUEUE = 'objects/Tieline_Interaction__c/fields/Queue_Name__c.field-meta.xml';
const PARENT = 'objects/Tieline_Interaction__c/fields/Parent_Interaction__c.field-meta.xml';
const FENCE = 'objects/Tieline_Interaction__c/validationRules/Sync_Version_Fence.validationRule-meta.xml';
const STATUS = 'objects/Tieline_Alert__c/fields/Status__c.field-meta.xml';
const RIGHTS = 'permissionsets/Tieline_Integration.permissionset-meta.xml';

const faults = [
  { name: 'malformed XML', file: QUEUE, from: '</label>', to: '</lable>', says: /malformed XML/ },
  { name: 'an element that nobody knows', file: QUEUE, from: /length>/g, to: 'size>', says: /unknown element <size>/ },
  { name: 'a known element in the wrong place',
    file: RIGHTS, from: '</PermissionSet>', to: '<length>1</length></PermissionSet>', says: /unknown element <length>/ },
  { name: 'an unknown attribute', file: QUEUE, from: '<label>', to: '<label lang="en">', says: /elements or attributes/ },
  { name: 'a value outside its list',
    file: PARENT, from: '>SetNull<', to: '>SetNothing<', says: /SetNothing is not a DeleteConstraint/ },
  { name: 'a boolean that is none', file: FENCE, from: '>true<', to: '>yes<', says: /yes is not a boolean/ },
  { name: 'a number that is none', file: QUEUE, from: '>127<', to: '>long<', says: /long is not a number/ },
  { name: 'a required element missing',
    file: FENCE, from: /<errorMessage>.*<\/errorMessage>/, to: '', says: /required <errorMessage> is missing/ },
  { name: 'an empty element',
    file: FENCE, from: /<errorMessage>.*<\/errorMessage>/, to: '<errorMessage/>', says: /errorMessage is empty/ },
  { name: 'a repeated element', file: QUEUE, from: '<label>', to: '<label>Twice</label><label>', says: /label is repeated/ },
  { name: 'a wrong root', file: QUEUE, from: /CustomField/g, to: 'CustomObject', says: /root is <CustomObject>/ },
  { name: 'a wrong namespace', file: OBJECT, from: '2006/04/metadata', to: '2006/04/other', says: /namespace must be/ },
  { name: 'a name unlike its file',
    file: QUEUE, from: '>Queue_Name__c<', to: '>Queue__c<', says: /file's name says Queue_Name__c/ },
  { name: 'a text without its length', file: QUEUE, from: /<length>.*<\/length>/, to: '', says: /needs <length>/ },
  { name: 'a lookup to an unknown object',
    file: PARENT, from: '>Tieline_Interaction__c<', to: '>Tieline_Call__c<', says: /no object Tieline_Call__c/ },
  { name: 'a permission on an unknown field',
    file: RIGHTS, from: 'Interaction__c.Queue_Name__c', to: 'Interaction__c.Queue__c', says: /unknown field Tieline_Interaction__c.Queue__c/ },
  { name: 'a permission on an unknown object',
    file: RIGHTS, from: '<object>Lead<', to: '<object>Leads<', says: /unknown object Leads/ },
  { name: 'a permission on a required field',
    file: RIGHTS, from: 'Interaction__c.Queue_Name__c', to: 'Interaction__c.Connect_Contact_Id__c', says: /is required/ },
  { name: 'a rule that names an unknown field',
    file: FENCE, from: 'ISBLANK(Sync_Version__c)', to: 'ISBLANK(Version__c)', says: /has no field Version__c/ },
  { name: 'a rule shown at an unknown field',
    file: FENCE, from: 'Field>Sync_Version__c<', to: 'Field>Version__c<', says: /has no field Version__c/ },
  { name: 'a formula that names an unknown field',
    file: STATUS, from: 'ISBLANK(Closed_At__c)', to: 'ISBLANK(Over_At__c)', says: /has no field Over_At__c/ },
  { name: 'a formula that leaves open what blank values are',
    file: STATUS, from: /<formulaTreatBlanksAs>.*<\/formulaTreatBlanksAs>/, to: '', says: /needs <formulaTreatBlanksAs>/ },
  { name: 'a permission to write what is computed', file: RIGHTS, says: /Status__c is computed/,
    from: /false(<\/editable>\s*<field>Tieline_Alert__c.Status__c)/, to: 'true$1' },
  { name: 'a file without the XML declaration', file: QUEUE, from: /<\?xml.*\?>/, to: '', says: /XML declaration is missing/ },
  { name: 'text between elements', file: QUEUE, from: '<label>', to: 'text <label>', says: /text where elements of CustomField are expected/ },
  { name: 'an attribute that nobody knows', file: QUEUE, from: '<CustomField ', to: '<CustomField lang="en" ', says: /unknown attribute lang/ },
  { name: 'two lookups to one object by one name', file: 'objects/Tieline_Interaction__c/fields/Agent__c.field-meta.xml', from: 'Tieline_Agent_Interactions', to: 'Tieline_Wrap_Ups', says: /relationship Tieline_Wrap_Ups of User is there 2 times/ },
];

test('the real metadata has no problem', () => {
  const { documents, problems } = real();
  assert.deepEqual(problems, []);
  assert.ok(documents.some(({ file }) => file.endsWith(OBJECT)));
});

catchEach(faults);
