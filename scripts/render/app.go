package render

// App is the name of the External Client App.
const App = "Tieline"

// permissionSet is whose holders may log in through the app.
const permissionSet = "Tieline_Integration"

// callback is needed by form, and never used: nobody logs in by a browser.
const callback = "https://login.salesforce.com/services/oauth2/success"

// app is the External Client App that Tieline logs in through by the JWT bearer flow.
// Salesforce makes its consumer key, which is in no file here. File names are those
// that a retrieve gives.
func (o Org) app() []File {
	if len(o.Certificate) == 0 {
		return nil
	}
	body, _ := certificateBody(o.Certificate) // Faults has read it
	return []File{
		{source + "externalClientApps/" + App + ".eca-meta.xml", o.appHeader()},
		{source + "extlClntAppGlobalOauthSets/" + App + "_glbloauth.ecaGlblOauth-meta.xml", appGlobal(body)},
		{source + "extlClntAppOauthSettings/" + App + "_oauth.ecaOauth-meta.xml", document("ExtlClntAppOauthSettings",
			text("commaSeparatedOauthScopes", "Api"),
			text("externalClientApplication", App),
			boolean("isFirstPartyAppEnabled", false),
			text("label", App+"_oauth"))},
		{source + "extlClntAppOauthPolicies/" + App + "_oauthPlcy.ecaOauthPlcy-meta.xml", appPolicies()},
	}
}

func (o Org) appHeader() string {
	return document("ExternalClientApplication",
		text("contactEmail", o.ContactEmail),
		text("description", "Tieline logs in through this app, as its integration user, by a key of its own."),
		text("distributionState", "Local"),
		boolean("isProtected", false),
		text("label", App))
}

// appGlobal turns on the JWT bearer flow: the certificate does that (Metadata API
// Developer Guide, ExtlClntAppGlobalOauthSettings, certificate). isNamedUserJwtEnabled
// is another matter, in spite of its name: the form of access tokens. Opaque ones can
// be revoked and obey the session policy, so it is off.
func appGlobal(certificate string) string {
	return document("ExtlClntAppGlobalOauthSettings",
		text("callbackUrl", callback),
		text("certificate", certificate),
		text("externalClientApplication", App),
		boolean("isClientCredentialsFlowEnabled", false),
		boolean("isCodeCredFlowEnabled", false),
		boolean("isCodeCredPostOnly", false),
		boolean("isConsumerSecretOptional", false),
		boolean("isDeviceFlowEnabled", false),
		boolean("isIntrospectAllTokens", false),
		boolean("isNamedUserJwtEnabled", false),
		boolean("isPkceRequired", true),
		boolean("isRefreshTokenRotationEnabled", true),
		boolean("isSecretRequiredForRefreshToken", true),
		boolean("isSecretRequiredForTokenExchange", true),
		boolean("isTokenExchangeEnabled", false),
		text("label", App+"_glbloauth"),
		boolean("shouldRotateConsumerKey", false),
		boolean("shouldRotateConsumerSecret", false))
}

// appPolicies lets in those with the permission set, and nobody else. The guide speaks
// of the set's id, its own sample and deployed apps have its name.
func appPolicies() string {
	return document("ExtlClntAppOauthConfigurablePolicies",
		text("commaSeparatedPermissionSet", permissionSet),
		text("externalClientApplication", App),
		text("ipRelaxationPolicyType", "Enforce"),
		boolean("isClientCredentialsFlowEnabled", false),
		boolean("isGuestCodeCredFlowEnabled", false),
		boolean("isTokenExchangeFlowEnabled", false),
		text("label", App+"_oauthPlcy"),
		text("permittedUsersPolicyType", "AdminApprovedPreAuthorized"),
		text("refreshTokenPolicyType", "Zero"),
		text("requiredSessionLevel", "STANDARD"))
}
