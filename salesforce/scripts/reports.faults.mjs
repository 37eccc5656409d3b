// Faults in reports and dashboards, as new files.
import { catchEach } from './planted.mjs';

const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const TYPE = 'reportTypes/Planted.reportType-meta.xml';
const REPORT = 'reports/Planted/Calls.report-meta.xml';
const BOARD = 'dashboards/Planted/Calls.dashboard-meta.xml';

const type = (object, field) => `<?xml version="1.0"?><ReportType ${META}><baseObject>${object}</baseObject><category>other</category><deployed>true</deployed><description>x</description><label>x</label><sections><columns><checkedByDefault>true</checkedByDefault><field>${field}</field><table>Tieline_Interaction__c</table></columns><masterLabel>x</masterLabel></sections></ReportType>`;
const report = (reportType, column) => `<?xml version="1.0"?><Report ${META}><columns><field>${column}</field></columns><description>x</description><format>Tabular</format><name>x</name><reportType>${reportType}</reportType><showDetails>true</showDetails></Report>`;
const board = (inside) => `<?xml version="1.0"?><Dashboard ${META}><description>x</description>${inside}<title>x</title></Dashboard>`;
const OURS = 'CustomEntity$Tieline_Interaction__c';

catchEach([
  { name: 'a report type of an unknown object', file: TYPE, to: type('Tieline_Call__c', 'Channel__c'), says: /no object Tieline_Call__c/ },
  { name: 'a report type with an unknown field', file: TYPE, to: type('Tieline_Interaction__c', 'Chanel__c'), says: /has no field Chanel__c/ },
  { name: 'a report of an unknown type', file: REPORT, to: report('Planted__c', 'Tieline_Interaction__c$Channel__c'), says: /no report type Planted__c/ },
  { name: 'a report with an unknown column', file: REPORT, to: report(OURS, 'Tieline_Interaction__c$Chanel__c'), says: /has no field Chanel__c/ },
  { name: 'a report in no folder', file: REPORT, to: report(OURS, 'Tieline_Interaction__c$Channel__c'), says: /no folder Planted/ },
  { name: 'a dashboard of an unknown report', file: BOARD, to: board('<dashboardGridLayout><dashboardGridComponents><dashboardComponent><report>Planted/None</report></dashboardComponent></dashboardGridComponents></dashboardGridLayout>'), says: /no report Planted\/None/ },
  { name: 'a dashboard that runs as somebody', file: BOARD, to: board('<runningUser>x</runningUser>'), says: /is of one org/ },
  { name: 'a report whose formula sums an unknown field', file: 'reports/Tieline/Service_Level_by_Day.report-meta.xml', from: 'Service_Level_Met__c:SUM', to: 'Service_Level__c:SUM', says: /formula: .*no field Service_Level__c/ },
  { name: 'a chart by what its report does not group by', file: 'dashboards/Tieline/Tieline_Supervisor.dashboard-meta.xml', from: '$Local_Hour__c</groupingColumn>', to: '$Local_Date__c</groupingColumn>', says: /is not grouped by .*Local_Date__c/ },
  { name: 'a chart of what its report does not sum up', file: 'dashboards/Tieline/Tieline_Supervisor.dashboard-meta.xml', from: '<aggregate>Average</aggregate>', to: '<aggregate>Minimum</aggregate>', says: /has no Minimum .*Handle_Seconds__c/ },
  { name: 'a folder shared with an unknown group', file: 'reports/Tieline.reportFolder-meta.xml', from: 'Tieline_Supervisors', to: 'Tieline_Bosses', says: /no group Tieline_Bosses/ },
  { name: 'a folder shared with somebody', file: 'dashboards/Tieline.dashboardFolder-meta.xml', from: '<sharedToType>Group', to: '<sharedToType>User', says: /is of one org/ },
]);
