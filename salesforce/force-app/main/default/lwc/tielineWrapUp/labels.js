// Every text that the wrap-up shows, so that an admin can have them translated.
import acw from '@salesforce/label/c.Tieline_Wrap_Up_Acw';
import adviceBack from '@salesforce/label/c.Tieline_Wrap_Up_Advice_Back';
import adviceOffline from '@salesforce/label/c.Tieline_Wrap_Up_Advice_Offline';
import advicePermission from '@salesforce/label/c.Tieline_Wrap_Up_Advice_Permission';
import adviceRefused from '@salesforce/label/c.Tieline_Wrap_Up_Advice_Refused';
import adviceSession from '@salesforce/label/c.Tieline_Wrap_Up_Advice_Session';
import adviceUnanswered from '@salesforce/label/c.Tieline_Wrap_Up_Advice_Unanswered';
import adviceUnknown from '@salesforce/label/c.Tieline_Wrap_Up_Advice_Unknown';
import afterCallWork from '@salesforce/label/c.Tieline_Panel_State_After_Call_Work';
import again from '@salesforce/label/c.Tieline_Again';
import back from '@salesforce/label/c.Tieline_Wrap_Up_Back';
import chat from '@salesforce/label/c.Tieline_Channel_Chat';
import choose from '@salesforce/label/c.Tieline_Wrap_Up_Choose';
import connected from '@salesforce/label/c.Tieline_Panel_State_Connected';
import connecting from '@salesforce/label/c.Tieline_Panel_State_Connecting';
import discard from '@salesforce/label/c.Tieline_Wrap_Up_Discard';
import discardAsk from '@salesforce/label/c.Tieline_Wrap_Up_Discard_Ask';
import disposition from '@salesforce/label/c.Tieline_Wrap_Up_Disposition';
import email from '@salesforce/label/c.Tieline_Channel_Email';
import ended from '@salesforce/label/c.Tieline_Panel_State_Ended';
import followUp from '@salesforce/label/c.Tieline_Wrap_Up_Follow_Up';
import followUpAt from '@salesforce/label/c.Tieline_Wrap_Up_Follow_Up_At';
import followUpHelp from '@salesforce/label/c.Tieline_Wrap_Up_Follow_Up_Help';
import found from '@salesforce/label/c.Tieline_Wrap_Up_Found';
import listFailed from '@salesforce/label/c.Tieline_Wrap_Up_List_Failed';
import loading from '@salesforce/label/c.Tieline_Wrap_Up_Loading';
import missing from '@salesforce/label/c.Tieline_Wrap_Up_Missing';
import needed from '@salesforce/label/c.Tieline_Error_Disposition_Needed';
import noContact from '@salesforce/label/c.Tieline_Wrap_Up_No_Contact';
import noList from '@salesforce/label/c.Tieline_Wrap_Up_No_List';
import noPermission from '@salesforce/label/c.Tieline_Error_No_Permission';
import notSaved from '@salesforce/label/c.Tieline_Wrap_Up_Not_Saved';
import notes from '@salesforce/label/c.Tieline_Wrap_Up_Notes';
import notesCount from '@salesforce/label/c.Tieline_Wrap_Up_Notes_Count';
import notesTooLong from '@salesforce/label/c.Tieline_Error_Notes_Too_Long';
import offline from '@salesforce/label/c.Tieline_Wrap_Up_Offline';
import others from '@salesforce/label/c.Tieline_Wrap_Up_Others';
import past from '@salesforce/label/c.Tieline_Wrap_Up_Past';
import readFailed from '@salesforce/label/c.Tieline_Wrap_Up_Read_Failed';
import recordFailed from '@salesforce/label/c.Tieline_Wrap_Up_Record_Failed';
import save from '@salesforce/label/c.Tieline_Wrap_Up_Save';
import saved from '@salesforce/label/c.Tieline_Wrap_Up_Saved';
import saving from '@salesforce/label/c.Tieline_Wrap_Up_Saving';
import session from '@salesforce/label/c.Tieline_Wrap_Up_Session';
import task from '@salesforce/label/c.Tieline_Channel_Task';
import title from '@salesforce/label/c.Tieline_Wrap_Up_Title';
import unanswered from '@salesforce/label/c.Tieline_Wrap_Up_Unanswered';
import unknown from '@salesforce/label/c.Tieline_Wrap_Up_Unknown';
import voice from '@salesforce/label/c.Tieline_Channel_Voice';

export const labels = {
    acw,
    again,
    choose,
    discard,
    discardAsk,
    disposition,
    followUp,
    followUpAt,
    followUpHelp,
    found,
    listFailed,
    loading,
    missing,
    needed,
    noContact,
    noList,
    notSaved,
    notes,
    notesCount,
    notesTooLong,
    others,
    past,
    readFailed,
    recordFailed,
    save,
    saved,
    saving,
    title
};

/** Of each kind of failure: what it is, and what to do. What was refused says for itself what it is. */
export const FAILURE = {
    offline: [offline, adviceOffline],
    back: [back, adviceBack],
    session: [session, adviceSession],
    permission: [noPermission, advicePermission],
    refused: ['', adviceRefused],
    unanswered: [unanswered, adviceUnanswered],
    unknown: [unknown, adviceUnknown]
};

export const CHANNEL = { VOICE: voice, CHAT: chat, TASK: task, EMAIL: email };

export const STATE = { connecting, connected, afterCallWork, ended };
