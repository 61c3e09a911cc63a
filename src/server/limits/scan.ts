import { Lexer, Source, TokenKind } from "graphql";

const OPENS: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSES: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** What a document comes to before it is parsed, up to where it is no GraphQL any more; comments are not counted. */
export function scan(text: string): { tokens: number; nesting: number } {
  const lexer = new Lexer(new Source(text));
  const size = { tokens: 0, nesting: 0 };
  let open = 0;
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      size.tokens++;
      if (OPENS.has(kind)) size.nesting = Math.max(size.nesting, ++open);
      else if (CLOSES.has(kind)) open--;
    }
  } catch {
    // To be told by the parser, which may find something wrong before.
  }
  return size;
}
