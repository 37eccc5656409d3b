// Package caller is the domain of who is calling: phone numbers, the Salesforce
// records that bear them, and which of these to pop. It knows nothing of
// Lambda, AWS, logging or the Salesforce API.
package caller

import "context"

// Record is a Salesforce record that may be the caller's.
type Record struct {
	Object      string // Contact, Lead or Account
	ID          string // 18 characters
	Name        string
	AccountID   string   // of a Contact; of an Account its own
	AccountName string   // of a Lead the company, which is no Account yet
	Phones      []string // every phone field's value, as somebody typed it
}

// Directory finds records by phone number: Salesforce.
type Directory interface {
	// Search returns the records of the objects in which a phone field seems to
	// hold one of the spellings, at most limit per object. Search engines match
	// fragments and extensions, too: the caller must look at the phones.
	Search(ctx context.Context, objects, spellings []string, limit int) ([]Record, error)
}
