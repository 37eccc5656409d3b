// Rules about whole files, whatever they are: what never belongs into source
// that is deployed to any org.
import { isDeployable } from './kinds.mjs';

// What only an org, an account or a person knows. An example says NAME.
const FOREIGN = [
  { what: 'the domain of an org', pattern: /[\w-]+\.(?:sandbox\.|develop\.|scratch\.)?(?:my\.salesforce|lightning\.force|my\.site|vf\.force|visualforce|file\.force|my\.salesforce-setup)\.com/ },
  { what: 'the domain of an Amazon Connect instance', pattern: /(?!NAME\.)(?<![\w-])[\w-]+\.(?:my\.connect\.aws|awsapps\.com)/ },
  { what: 'the name of an AWS resource', pattern: /arn:aws[\w-]*:\w/ },
  { what: 'an ID of Salesforce', pattern: /(?<![\w/+=-])(?:00[0-9A-Za-z]|0[1-9A-Z][0-9A-Za-z]|[ae]0[0-9A-Za-z])[0-9A-Za-z]{2}0[0-9A-Za-z]{9}(?:[A-Z0-5]{3})?(?![\w/+=-])/ },
  { what: 'an e-mail address or user name', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w(])/ },
];

// Where such things are examples or somebody else's.
const EXEMPT = /\/__tests__\/|\/staticresources\/|\/classes\/\w*Test\w*\.cls$/;

const OURS = /^Tieline_\w+__(c|e|mdt)$/;

/** Checks one file: `{ problems }`. */
export function checkRules(file, text) {
  if (!isDeployable(file)) return { problems: [] };
  return { problems: [...checkPlace(file), ...(EXEMPT.test(file) ? [] : checkText(text))] };
}

function* checkText(text) {
  for (const { what, pattern } of FOREIGN) {
    const [found] = text.match(pattern) ?? [];
    if (found) yield `${found} is ${what}, which only that knows`;
  }
}

/** An upgrade would put back what an admin made of a profile, or of a standard object's page. */
function* checkPlace(file) {
  const [, folder, object] = file.match(/\/(profiles|layouts|objects|settings|siteDotComSites)\/([^/]*)/) ?? [];
  if (folder === 'profiles' || folder === 'settings') yield `${folder} are the admin's`;
  if (folder === 'layouts' && !OURS.test(object.split('-')[0])) yield 'a layout of an object that is not ours';
  if (folder === 'objects' && !OURS.test(object)) yield `${object} is not ours`;
  const isFirst = /\/first-install\//.test(`/${file}`);
  if (/\/customMetadata\//.test(file) && !isFirst) yield 'records of custom metadata belong into first-install: an upgrade would overwrite them';
  if (isFirst && !/\/(customMetadata|flexipages)\//.test(file)) yield 'first-install is for what admins own: records of custom metadata, and pages that hold settings';
}
