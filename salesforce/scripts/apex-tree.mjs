// The tree that the Apex parser makes: what its nodes are called, have below them, and say.
import { ApexParser } from '@apexdevtools/apex-parser';

export const ruleOf = (node) => ApexParser.ruleNames?.[node.ruleIndex] ?? '';
export const childrenOf = (node, rule) => (node.children ?? []).filter((each) => ruleOf(each) === rule);
export const textOf = (node) => node.start.getInputStream().getText(node.start.start, node.stop.stop);
