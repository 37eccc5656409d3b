// What the template shows, of the fields that the component keeps.
import { LightningElement } from 'lwc';
import { isDirty, valuesOf } from './draft';
import { countOf, lastedOf, optionsOf, rowsOf, titleOf } from './form';

export class WrapUpView extends LightningElement {
    get draft() {
        return this.drafts.find((each) => each.contactId === this.contactId);
    }

    get shownDrafts() {
        return this.draft ? [this.draft] : [];
    }

    get values() {
        return valuesOf(this.draft);
    }

    get isDirty() {
        return isDirty(this.draft);
    }

    get contactTitle() {
        return titleOf(this.draft);
    }

    get others() {
        return this.recordId ? [] : rowsOf(this.drafts, this.contactId);
    }

    get hasOthers() {
        return this.others.length > 0;
    }

    get noContact() {
        return !this.recordId && !this.draft;
    }

    get loading() {
        return Boolean(this.recordId) && !this.draft && !this.recordError;
    }

    get inAcw() {
        return this.draft?.state === 'afterCallWork';
    }

    get lasted() {
        return lastedOf(this.draft.since, this.now);
    }

    get count() {
        return countOf(this.values.notes);
    }

    get listLoading() {
        return !this.answer.data && !this.answer.error;
    }

    get listFailed() {
        return Boolean(this.answer.error);
    }

    get options() {
        return optionsOf(this.answer.data || [], this.values.disposition);
    }

    get hasChoice() {
        return this.listLoading || this.options.length > 0;
    }

    get noList() {
        return this.answer.data?.length === 0;
    }
}
