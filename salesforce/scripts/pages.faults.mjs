// Faults in what people see, and in who may see it.
import { catchEach } from './planted.mjs';

const LAYOUT = 'layouts/Tieline_Interaction__c-Interaction Layout.layout-meta.xml';
const OPEN = 'objects/Tieline_Alert__c/listViews/Open.listView-meta.xml';
const ALERT = 'objects/Tieline_Alert__c/Tieline_Alert__c.object-meta.xml';
const COMPACT = 'objects/Tieline_Alert__c/compactLayouts/Alert_Compact.compactLayout-meta.xml';
const PAGE = 'flexipages/Tieline_Interaction_Record_Page.flexipage-meta.xml';
const UTILITY = 'first-install/main/default/flexipages/Tieline_Utility_Bar.flexipage-meta.xml';
const PANEL = 'lwc/tielineContactPanel/tielineContactPanel.js-meta.xml';
const APP = 'applications/Tieline.app-meta.xml';
const AGENT = 'permissionsets/Tieline_Agent.permissionset-meta.xml';
const ADMINS = 'permissionsetgroups/Tieline_Admins.permissionsetgroup-meta.xml';
const LEAD = 'layouts/Lead-Lead Layout.layout-meta.xml';
const PROFILE = 'profiles/Admin.profile-meta.xml';
const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

catchEach([
  { name: 'an unknown field on a layout', file: LAYOUT, from: '<field>Channel__c<', to: '<field>Chanel__c<', says: /has no field Chanel__c/ },
  { name: 'a field twice on a layout', file: LAYOUT, from: '<field>Channel__c<', to: '<field>Direction__c<', says: /Direction__c is there twice/ },
  { name: 'an unknown column of a list', file: OPEN, from: '<columns>Severity__c<', to: '<columns>Level__c<', says: /has no field Level__c/ },
  { name: 'an unknown filter of a list', file: OPEN, from: '<field>Status__c<', to: '<field>State__c<', says: /has no field State__c/ },
  { name: 'an unknown field in a compact layout', file: COMPACT, from: '<fields>Figure__c<', to: '<fields>Number__c<', says: /has no field Number__c/ },
  { name: 'an object with an unknown compact layout', file: ALERT, from: /Assignment>\w+</, to: 'Assignment>Compact<', says: /no compact layout Compact/ },
  { name: 'a record page of a standard object', file: PAGE, from: 'sobjectType>Tieline_Interaction__c<', to: 'sobjectType>Contact<', says: /Contact, which is not ours/ },
  { name: 'a page with an unknown region', file: PAGE, from: '<value>detailTabContent<', to: '<value>details<', says: /shows details, which is not there/ },
  { name: 'a page with an unknown related list', file: PAGE, from: '>Child_Interactions__r<', to: '>Children__r<', says: /no related list Children__r/ },
  { name: 'a page with an unknown component', file: UTILITY, from: '>tielineContactPanel<', to: '>tielinePhone<', says: /no component tielinePhone/ },
  { name: 'a component that does not offer to stand there', file: UTILITY, other: PANEL, from: />lightning__UtilityBar</, to: '>lightning__AppPage<', says: /does not offer lightning__UtilityBar/ },
  { name: 'a property that the component does not declare', file: UTILITY, from: /(<name>eager<\/name>\s*)<type>decorator<\/type>/, to: '$1', says: /declares no property eager/ },
  { name: 'an app with an unknown tab', file: APP, from: /Tieline_Alert__c</g, to: 'Tieline_Alarm__c<', says: /no tab Tieline_Alarm__c/ },
  { name: 'an app with an unknown utility bar', file: APP, from: 'utilityBar>Tieline_Utility_Bar<', to: 'utilityBar>Tieline_Bar<', says: /no utility bar Tieline_Bar/ },
  { name: 'a tab of an unknown object', file: 'tabs/Tieline_Call__c.tab-meta.xml', to: `<?xml version="1.0"?><CustomTab ${META}><customObject>true</customObject></CustomTab>`, says: /no object Tieline_Call__c/ },

  { name: 'a permission set with an unknown class', file: AGENT, from: '>TielineWrapUp<', to: '>TielineWrap<', says: /no class TielineWrap/ },
  { name: 'a permission set with an unknown app', file: AGENT, from: '<application>Tieline<', to: '<application>Console<', says: /no app Console/ },
  { name: 'a permission set with an unknown tab', file: AGENT, from: '<tab>Tieline_Interaction__c<', to: '<tab>Tieline_Call__c<', says: /no tab Tieline_Call__c/ },
  { name: 'a permission set with unknown custom metadata', file: AGENT, from: '>Tieline_Disposition__mdt<', to: '>Tieline_Result__mdt<', says: /custom metadata Tieline_Result__mdt/ },
  { name: 'a permission set with a licence', file: AGENT, from: '<label>', to: '<license>Salesforce</license><label>', says: /has no <license>/ },
  { name: 'a permission to edit what is computed', file: AGENT, from: /<editable>false<\/editable>(\s*<field>Tieline_Interaction__c.Wrap_Up_Missing__c)/, to: '<editable>true</editable>$1', says: /Wrap_Up_Missing__c is computed/ },
  { name: 'a permission that lacks the one it needs', file: AGENT, from: 'allowRead>true<', to: 'allowRead>false<', says: /allowEdit on Tieline_Interaction__c needs allowRead/ },
  { name: 'a group of an unknown set', file: ADMINS, from: '>Tieline_Agent<', to: '>Tieline_Agents<', says: /no permission set Tieline_Agents/ },

  { name: 'a layout of a standard object', file: LEAD, to: `<?xml version="1.0"?><Layout ${META}/>`, says: /not ours/ },
  { name: 'a profile', file: PROFILE, to: `<?xml version="1.0"?><Profile ${META}/>`, says: /profiles are the admin's/ },
  { name: 'a field of a standard object', file: 'objects/Contact/fields/X__c.field-meta.xml', to: `<?xml version="1.0"?><CustomField ${META}/>`, says: /Contact is not ours/ },

  { name: 'a computed field to be typed into', file: LAYOUT, from: /Readonly(<.behavior>\s*<field>Wrap_Up_Missing__c)/, to: 'Edit$1', says: /Wrap_Up_Missing__c is computed/ },
  { name: 'a tab that opens others and is not in the app', file: APP, from: '<tabs>Tieline_Health__c</tabs>', to: '', says: /Tieline_Health__c is mapped, and is none of its tabs/ },
  { name: 'a tab of an unknown page', file: 'tabs/Tieline_Wall.tab-meta.xml', to: `<?xml version="1.0"?><CustomTab ${META}><flexiPage>Tieline_Wall</flexiPage><label>Wall</label><motif>Custom1: Heart</motif></CustomTab>`, says: /no page Tieline_Wall/ },
  { name: 'a page in place of everybody’s home', file: PAGE, from: '>RecordPage<', to: '>HomePage<', says: /a home page is every app’s/ },
  { name: 'a component twice by one identifier', file: PAGE, from: '>force_detailPanel<', to: '>force_highlightsPanel<', says: /force_highlightsPanel is there twice/ },
  { name: 'a right to write what may not be read', file: AGENT, from: /(Customer_Case__c<.field>\s*<readable>)true/, to: '$1false', says: /must be able to read it/ },
]);
