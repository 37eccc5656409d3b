// Faults in records, labels and what is rendered for one org.
import { catchEach } from './planted.mjs';

const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const FIRST = 'first-install/main/default/customMetadata';
const RESOLVED = `${FIRST}/Tieline_Disposition.Resolved.md-meta.xml`;
const NOTICE = 'notificationtypes/Tieline_Alert.notiftype-meta.xml';
const LABELS = 'labels/CustomLabels.labels-meta.xml';
const STREAMS = 'staticresources/Tieline_Streams.resource-meta.xml';
const member = (entity, channel) => `<?xml version="1.0"?><PlatformEventChannelMember ${META}><eventChannel>${channel}</eventChannel><selectedEntity>${entity}</selectedEntity></PlatformEventChannelMember>`;

catchEach([
  { name: 'a record of an unknown type', file: `${FIRST}/Tieline_Result.Good.md-meta.xml`, to: `<?xml version="1.0"?><CustomMetadata ${META}><label>Good</label></CustomMetadata>`, says: /no type of custom metadata Tieline_Result__mdt/ },
  { name: 'a record with an unknown field', file: RESOLVED, from: '>Value__c<', to: '>Text__c<', says: /has no field Text__c/ },
  { name: 'a record with a value of the wrong type', file: RESOLVED, from: 'xsd:double">10.0', to: 'xsd:string">10', says: /Sort_Order__c takes xsd:double/ },
  { name: 'a record with a number that is none', file: RESOLVED, from: '>10.0<', to: '>first<', says: /first is not of type xsd:double/ },
  { name: 'a record with a text too long', file: RESOLVED, from: 'xsd:string">Resolved', to: `xsd:string">${'R'.repeat(256)}`, says: /takes 255 characters/ },
  { name: 'a record that an upgrade would overwrite', file: 'customMetadata/Tieline_Disposition.Resolved.md-meta.xml', to: '<x/>', says: /belong into first-install/ },
  { name: 'a notification type named otherwise', file: NOTICE, from: 'Name>Tieline_Alert<', to: 'Name>Tieline_Alarm<', says: /file's name says Tieline_Alert/ },
  { name: 'a label that nothing uses', file: LABELS, from: '</CustomLabels>', to: '<labels><fullName>Tieline_Unused</fullName><language>en_US</language><protected>false</protected><shortDescription>x</shortDescription><value>x</value></labels></CustomLabels>', says: /nothing uses the label Tieline_Unused/ },
  { name: 'a static resource of the wrong type', file: STREAMS, from: 'application/javascript', to: 'application/zip', says: /<contentType> is application\/zip/ },

  { name: 'a channel in source for any org', file: 'platformEventChannels/Tieline__chn.platformEventChannel-meta.xml', to: `<?xml version="1.0"?><PlatformEventChannel ${META}><channelType>event</channelType><label>T</label></PlatformEventChannel>`, says: /belongs to one org/ },
  { name: 'a member that is no event', file: 'rendered/m.platformEventChannelMember-meta.xml', to: member('Tieline_Call__e', 'Tieline__chn'), says: /no event Tieline_Call__e/ },
  { name: 'a member of an unknown channel', file: 'rendered/m.platformEventChannelMember-meta.xml', to: member('Tieline_Wrap_Up__e', 'Tieline__chn'), says: /no channel Tieline__chn/ },
  { name: 'a relay that would be stopped', file: 'rendered/r.eventRelay-meta.xml', to: `<?xml version="1.0"?><EventRelayConfig ${META}><state>STOP</state></EventRelayConfig>`, says: /loses its place/ },
  { name: 'the domain of an org', file: LABELS, from: '<value>Try again<', to: '<value>https://acme.my.salesforce.com<', says: /acme.my.salesforce.com is the domain of an org/ },
  { name: 'the name of an AWS resource', file: LABELS, from: '<value>Try again<', to: '<value>arn:aws:connect:eu-central-1:1:instance/1<', says: /name of an AWS resource/ },
  { name: 'somebody’s user name', file: NOTICE, from: '<description>', to: '<description>admin@acme.example ', says: /user name/ },

  { name: 'a record with an impossible name', file: `${FIRST}/Tieline_Disposition.2nd.md-meta.xml`, to: `<?xml version="1.0"?><CustomMetadata ${META}><label>Good</label></CustomMetadata>`, says: /2nd cannot be a record's name/ },
  { name: 'a record without a label', file: RESOLVED, from: '<label>Resolved</label>', to: '', says: /needs a <label>/ },
  { name: 'what is no setting of an admin’s among what is theirs', file: 'first-install/main/default/tabs/Tieline_Alert__c.tab-meta.xml', to: '<x/>', says: /first-install is for what admins own/ },
  { name: 'a group without a name', file: 'groups/Tieline_Supervisors.group-meta.xml', from: /<name>.*<\/name>/, to: '', says: /needs a <name>/ },
  { name: 'a notification that is shown nowhere', file: NOTICE, from: /<(desktop|mobile)>true/g, to: '<$1>false', says: /shown nowhere/ },
  { name: 'a static resource without its file', file: 'staticresources/Tieline_None.resource-meta.xml', to: `<?xml version="1.0"?><StaticResource ${META}><cacheControl>Public</cacheControl><contentType>text/plain</contentType></StaticResource>`, says: /the resource itself is missing/ },
]);
