import { Ctx, Mutation, Resolver } from "type-graphql";
import { type Context, requireRole } from "../../graphql/context.js";
import { InputArg } from "../../graphql/fields.js";
import { mutate, payloadOf } from "../../graphql/mutations/mutation.js";
import { changedRecord, existing, fieldsOf, newRecord } from "../../graphql/mutations/save.js";
import { Role } from "../../graphql/role.js";
import { Document } from "./document.entity.js";
import { CreateDocumentInput, UpdateDocumentInput } from "./source.inputs.js";
import { documentRecord } from "./source.record.js";
import { saveDocument } from "./source.service.js";

const CreateDocumentPayload = payloadOf("CreateDocumentPayload", "document", Document);
const UpdateDocumentPayload = payloadOf("UpdateDocumentPayload", "document", Document);

@Resolver(() => Document)
export class DocumentResolver {
  @Mutation(() => CreateDocumentPayload, { description: "Records a source. For officers, coordinators and admins." })
  createDocument(@InputArg(() => CreateDocumentInput) input: CreateDocumentInput, @Ctx() ctx: Context) {
    return mutate(ctx, "createDocument", input, async (tx) => {
      requireRole(ctx, Role.OFFICER);
      const record = await newRecord(tx, Document, documentRecord, fieldsOf(input), input.title);
      return { document: (await saveDocument(tx, record, null)).row };
    });
  }

  @Mutation(() => UpdateDocumentPayload, { description: "Changes a source. For coordinators and admins." })
  updateDocument(@InputArg(() => UpdateDocumentInput) input: UpdateDocumentInput, @Ctx() ctx: Context) {
    return mutate(ctx, "updateDocument", input, async (tx) => {
      const row = await existing(tx, Document, input.id);
      requireRole(ctx, Role.COORDINATOR);
      return { document: (await saveDocument(tx, changedRecord(documentRecord, fieldsOf(input)), row)).row };
    });
  }
}
