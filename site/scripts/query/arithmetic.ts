/**
 * Brackets for a - b - c: the engine's WebAssembly (Oxigraph before 0.5.12) groups operators of one rank from the right,
 * where SPARQL groups them from the left. Goes when npm has a version that does.
 */

import { type SyntaxNode } from "@lezer/common";
import { SparqlLanguage } from "codemirror-lang-sparql";

/** What a chain's operands are; a number with its sign is an operand with its operator: ?a -1. */
const CHAINS: Record<string, RegExp> = {
  AdditiveExpression: /^(?:MultiplicativeExpression|NumericLiteral(?:Positive|Negative))$/,
  MultiplicativeExpression: /^UnaryExpression$/,
};

/** A query with the brackets that say how it is read anyway; as it is where it cannot be read. */
export function grouped(text: string): string {
  const places: [at: number, sign: string][] = [];
  let isSound = true;
  SparqlLanguage.parser.parse(text).iterate({
    enter(found) {
      if (found.type.isError) isSound = false;
      const operands = CHAINS[found.name] && ends(found.node, CHAINS[found.name]!);
      if (!operands || operands.length < 3) return;
      places.push([found.from, "(".repeat(operands.length - 2)]);
      for (const end of operands.slice(1, -1)) places.push([end, ")"]);
    },
  });
  return isSound ? inserted(text, places) : text;
}

/** Where the operands of a chain end. */
function ends(chain: SyntaxNode, isOperand: RegExp): number[] {
  const found: number[] = [];
  for (let child = chain.firstChild; child; child = child.nextSibling) {
    if (isOperand.test(child.name)) found.push(child.to);
    else if (found.length && child.name === "UnaryExpression") found[found.length - 1] = child.to; // ?a -1 * ?b
  }
  return found;
}

/** Signs put in: of those at one place what closes comes before what opens. */
function inserted(text: string, places: [number, string][]): string {
  const sorted = [...places].sort((a, b) => a[0] - b[0] || (a[1] === ")" ? 0 : 1) - (b[1] === ")" ? 0 : 1));
  let made = "";
  let last = 0;
  for (const [at, sign] of sorted) {
    made += text.slice(last, at) + sign;
    last = at;
  }
  return made + text.slice(last);
}
