export interface Answer {
  status: number;
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; [detail: string]: unknown } }[];
  extensions?: Record<string, any>;
  /** The code of the first error. */
  code?: string;
}

export async function post(
  url: string,
  query: string,
  variables?: object,
  token?: string,
  extensions?: object,
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables, extensions }),
  });
  const body = (await response.json()) as Omit<Answer, "status">;
  return { ...body, status: response.status, code: body.errors?.[0]?.extensions.code };
}
