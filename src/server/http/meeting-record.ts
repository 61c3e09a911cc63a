import type { Request, RequestHandler } from "express";
import { type GraphQLError, graphql } from "graphql";
import { badInput, notFound } from "../../base/errors.js";
import { Language } from "../../graphql/language.js";
import { tryReadId } from "../../graphql/node.js";
import type { Door } from "../door.js";
import { contextOf } from "./http-answer.js";

const RECORD = `query ($id: ID, $key: String, $language: Language) {
  meeting(id: $id, key: $key) { key record { markdown(language: $language) } }
}`;

/** The record of a closed meeting as a file: what `Meeting.record { markdown }` gives, in Vietnamese or with `?lang=en`. */
export function meetingRecord(door: Door): RequestHandler {
  return async (request, response) => {
    const { name, text } = await readRecord(door, request);
    response.attachment(name).type("text/markdown").send(text);
  };
}

async function readRecord(door: Door, request: Request): Promise<{ name: string; text: string }> {
  const language = String(request.query.lang ?? "vi").toUpperCase();
  if (!Object.hasOwn(Language, language)) throw badInput("lang: vi or en.");
  const named = String(request.params.meeting);
  const variableValues = { ...(tryReadId(named) ? { id: named } : { key: named }), language };
  const contextValue = await contextOf(door, request);
  const { data, errors } = await graphql({ schema: door.schema, source: RECORD, variableValues, contextValue });
  if (errors !== undefined) throw errors[0] as GraphQLError;
  const meeting = data?.meeting as { key: string; record: { markdown: string } | null } | null;
  if (meeting === null) throw notFound("meeting");
  if (meeting.record === null) throw notFound("record: the meeting is not closed yet");
  return { name: `${meeting.key}.${language.toLowerCase()}.md`, text: meeting.record.markdown };
}
