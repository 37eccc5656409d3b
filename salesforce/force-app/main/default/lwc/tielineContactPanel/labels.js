// Every text that the panel shows, so that an admin can have them translated.
import accessDenied from '@salesforce/label/c.Tieline_Panel_Access_Denied';
import adviceAnon from '@salesforce/label/c.Tieline_Panel_Advice_Anon';
import adviceDegraded from '@salesforce/label/c.Tieline_Panel_Advice_Degraded';
import adviceMulti from '@salesforce/label/c.Tieline_Panel_Advice_Multi';
import adviceNone from '@salesforce/label/c.Tieline_Panel_Advice_None';
import adviceUnanswered from '@salesforce/label/c.Tieline_Panel_Advice_Unanswered';
import afterCallWork from '@salesforce/label/c.Tieline_Panel_State_After_Call_Work';
import again from '@salesforce/label/c.Tieline_Again';
import anon from '@salesforce/label/c.Tieline_Panel_Anon';
import blocked from '@salesforce/label/c.Tieline_Panel_Blocked';
import chat from '@salesforce/label/c.Tieline_Channel_Chat';
import connected from '@salesforce/label/c.Tieline_Panel_State_Connected';
import connecting from '@salesforce/label/c.Tieline_Panel_State_Connecting';
import contacts from '@salesforce/label/c.Tieline_Panel_Contacts';
import degraded from '@salesforce/label/c.Tieline_Panel_Degraded';
import email from '@salesforce/label/c.Tieline_Channel_Email';
import ended from '@salesforce/label/c.Tieline_Panel_State_Ended';
import failed from '@salesforce/label/c.Tieline_Panel_Failed';
import frame from '@salesforce/label/c.Tieline_Panel_Frame';
import frameBlocked from '@salesforce/label/c.Tieline_Panel_Frame_Blocked';
import hit from '@salesforce/label/c.Tieline_Panel_Hit';
import loading from '@salesforce/label/c.Tieline_Panel_Loading';
import login from '@salesforce/label/c.Tieline_Panel_Login';
import multi from '@salesforce/label/c.Tieline_Panel_Multi';
import none from '@salesforce/label/c.Tieline_Panel_None';
import notOpened from '@salesforce/label/c.Tieline_Panel_Not_Opened';
import notVisible from '@salesforce/label/c.Tieline_Panel_Not_Visible';
import offline from '@salesforce/label/c.Tieline_Panel_Offline';
import open from '@salesforce/label/c.Tieline_Panel_Open';
import outbound from '@salesforce/label/c.Tieline_Panel_Outbound';
import task from '@salesforce/label/c.Tieline_Channel_Task';
import unanswered from '@salesforce/label/c.Tieline_Panel_Unanswered';
import unknown from '@salesforce/label/c.Tieline_Panel_Unknown';
import unset from '@salesforce/label/c.Tieline_Panel_Unset';
import voice from '@salesforce/label/c.Tieline_Channel_Voice';
import wrong from '@salesforce/label/c.Tieline_Panel_Wrong';

export const labels = { again, contacts, frame, loading, offline, open, unknown, hit, outbound };

/** Of what is wrong with the panel: what it is, and what to do. */
export const PANEL = { unset, wrong, blocked, frameBlocked, login, denied: accessDenied, failed };

/** Of what is wrong with a record. */
export const TROUBLE = { notOpened, notVisible };

export const CHANNEL = { VOICE: voice, CHAT: chat, TASK: task, EMAIL: email };

export const STAGE = { connecting, connected, afterCallWork, ended };

/** Of each answer of the look-up: what it means, and what to do. */
export const MATCH = {
    MULTI: [multi, adviceMulti],
    NONE: [none, adviceNone],
    ANON: [anon, adviceAnon],
    DEGRADED: [degraded, adviceDegraded],
    '': [unanswered, adviceUnanswered]
};
