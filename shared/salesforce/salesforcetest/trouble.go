package salesforcetest

// trouble is what befalls the records of one call.
type trouble struct {
	fault        Fault
	met, refused int // records
}

// troubled refuses a record that is about to be changed, or, if its id is "",
// created.
func (s *store) troubled(of *object, id string) []refusal {
	t := s.trouble
	if t == nil {
		return nil
	}
	if t.met++; t.fault == PartialFailure && t.met%2 == 0 {
		return nil
	}
	t.refused++
	if t.fault == Duplicate {
		return []refusal{s.duplicate(of, id)}
	}
	return []refusal{refuse("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record or 1 records: %s", id)}
}

// duplicateResult is what a duplicate rule found ("DuplicateResult", SOAP API
// Developer Guide). It stands in the answer about a single record only.
type duplicateResult struct {
	AllowSave               bool          `json:"allowSave"`
	DuplicateRule           string        `json:"duplicateRule"`
	DuplicateRuleEntityType string        `json:"duplicateRuleEntityType"`
	ErrorMessage            string        `json:"errorMessage"`
	MatchResults            []matchResult `json:"matchResults"`
}

type matchResult struct {
	EntityType   string        `json:"entityType"`
	Errors       []string      `json:"errors"`
	MatchEngine  string        `json:"matchEngine"`
	MatchRecords []matchRecord `json:"matchRecords"`
	Rule         string        `json:"rule"`
	Size         int           `json:"size"`
	Success      bool          `json:"success"`
}

type matchRecord struct {
	AdditionalInformation []string       `json:"additionalInformation"`
	FieldDiffs            []string       `json:"fieldDiffs"`
	MatchConfidence       float64        `json:"matchConfidence"`
	Record                map[string]any `json:"record"`
}

// duplicate refuses a record for the object's oldest other one, if there is one.
func (s *store) duplicate(of *object, id string) refusal {
	match := matchResult{EntityType: of.name, Errors: []string{}, MatchEngine: "FuzzyMatchEngine", MatchRecords: []matchRecord{},
		Rule: "Standard_" + of.name + "_Match_Rule_v1_1", Success: true}
	for _, other := range s.tables[of].ids {
		if other != id {
			match.MatchRecords = append(match.MatchRecords, matchRecord{[]string{}, []string{}, 100,
				map[string]any{"attributes": map[string]string{"type": of.name, "url": of.url(other)}, "Id": other}})
			match.Size = 1
			break
		}
	}
	r := refuse("DUPLICATES_DETECTED", "Use one of these records?")
	r.duplicates = &duplicateResult{AllowSave: true, DuplicateRule: "Standard_" + of.name + "_Duplicate_Rule",
		DuplicateRuleEntityType: of.name, ErrorMessage: r.message, MatchResults: []matchResult{match}}
	return r
}
