package dwarf

// Tag is the kind of an entry (DWARF 5 §7.5.3).
type Tag uint16

// Tags that are looked for.
const (
	TagArrayType         Tag = 0x01
	TagClassType         Tag = 0x02
	TagEnumerationType   Tag = 0x04
	TagFormalParameter   Tag = 0x05
	TagImportedDecl      Tag = 0x08
	TagLabel             Tag = 0x0a
	TagLexicalBlock      Tag = 0x0b
	TagMember            Tag = 0x0d
	TagPointerType       Tag = 0x0f
	TagReferenceType     Tag = 0x10
	TagCompileUnit       Tag = 0x11
	TagStringType        Tag = 0x12
	TagStructureType     Tag = 0x13
	TagSubroutineType    Tag = 0x15
	TagTypedef           Tag = 0x16
	TagUnionType         Tag = 0x17
	TagUnspecifiedParams Tag = 0x18
	TagVariant           Tag = 0x19
	TagInheritance       Tag = 0x1c
	TagInlinedSubroutine Tag = 0x1d
	TagModule            Tag = 0x1e
	TagPtrToMemberType   Tag = 0x1f
	TagSetType           Tag = 0x20
	TagSubrangeType      Tag = 0x21
	TagBaseType          Tag = 0x24
	TagCatchBlock        Tag = 0x25
	TagConstType         Tag = 0x26
	TagConstant          Tag = 0x27
	TagEnumerator        Tag = 0x28
	TagPackedType        Tag = 0x2d
	TagSubprogram        Tag = 0x2e
	TagTemplateType      Tag = 0x2f
	TagTemplateValue     Tag = 0x30
	TagTryBlock          Tag = 0x32
	TagVariantPart       Tag = 0x33
	TagVariable          Tag = 0x34
	TagVolatileType      Tag = 0x35
	TagRestrictType      Tag = 0x37
	TagInterfaceType     Tag = 0x38
	TagNamespace         Tag = 0x39
	TagImportedModule    Tag = 0x3a
	TagUnspecifiedType   Tag = 0x3b
	TagPartialUnit       Tag = 0x3c
	TagImportedUnit      Tag = 0x3d
	TagTypeUnit          Tag = 0x41
	TagRvalueRefType     Tag = 0x42
	TagTemplateAlias     Tag = 0x43
	TagGenericSubrange   Tag = 0x45
	TagAtomicType        Tag = 0x47
	TagCallSite          Tag = 0x48
	TagCallSiteParameter Tag = 0x49
	TagSkeletonUnit      Tag = 0x4a
	TagImmutableType     Tag = 0x4b

	TagGNUTemplateTemplateParam Tag = 0x4106
	TagGNUTemplateParamPack     Tag = 0x4107
	TagGNUFormalParamPack       Tag = 0x4108
	TagGNUCallSite              Tag = 0x4109
	TagGNUCallSiteParameter     Tag = 0x410a
)

// Attr names an attribute (DWARF 5 §7.5.4).
type Attr uint16

// Attributes that are looked for.
const (
	AttrSibling            Attr = 0x01
	AttrLocation           Attr = 0x02
	AttrName               Attr = 0x03
	AttrByteSize           Attr = 0x0b
	AttrBitOffset          Attr = 0x0c
	AttrBitSize            Attr = 0x0d
	AttrStmtList           Attr = 0x10
	AttrLowPC              Attr = 0x11
	AttrHighPC             Attr = 0x12
	AttrLanguage           Attr = 0x13
	AttrDiscr              Attr = 0x15
	AttrDiscrValue         Attr = 0x16
	AttrCompDir            Attr = 0x1b
	AttrConstValue         Attr = 0x1c
	AttrContainingType     Attr = 0x1d
	AttrInline             Attr = 0x20
	AttrLowerBound         Attr = 0x22
	AttrProducer           Attr = 0x25
	AttrPrototyped         Attr = 0x27
	AttrUpperBound         Attr = 0x2f
	AttrAbstractOrigin     Attr = 0x31
	AttrAccessibility      Attr = 0x32
	AttrArtificial         Attr = 0x34
	AttrCount              Attr = 0x37
	AttrDataMemberLocation Attr = 0x38
	AttrDeclColumn         Attr = 0x39
	AttrDeclFile           Attr = 0x3a
	AttrDeclLine           Attr = 0x3b
	AttrDeclaration        Attr = 0x3c
	AttrDiscrList          Attr = 0x3d
	AttrEncoding           Attr = 0x3e
	AttrExternal           Attr = 0x3f
	AttrFrameBase          Attr = 0x40
	AttrImport             Attr = 0x18
	AttrSpecification      Attr = 0x47
	AttrType               Attr = 0x49
	AttrVirtuality         Attr = 0x4c
	AttrVtableElemLocation Attr = 0x4d
	AttrDataLocation       Attr = 0x50
	AttrByteStride         Attr = 0x51
	AttrEntryPC            Attr = 0x52
	AttrExtension          Attr = 0x54
	AttrRanges             Attr = 0x55
	AttrCallColumn         Attr = 0x57
	AttrCallFile           Attr = 0x58
	AttrCallLine           Attr = 0x59
	AttrObjectPointer      Attr = 0x64
	AttrEndianity          Attr = 0x65
	AttrMainSubprogram     Attr = 0x6a
	AttrDataBitOffset      Attr = 0x6b
	AttrConstExpr          Attr = 0x6c
	AttrEnumClass          Attr = 0x6d
	AttrLinkageName        Attr = 0x6e
	AttrStrOffsetsBase     Attr = 0x72
	AttrAddrBase           Attr = 0x73
	AttrRnglistsBase       Attr = 0x74
	AttrDWOName            Attr = 0x76
	AttrReference          Attr = 0x77
	AttrRvalueReference    Attr = 0x78
	AttrCallAllCalls       Attr = 0x7a
	AttrCallReturnPC       Attr = 0x7d
	AttrCallValue          Attr = 0x7e
	AttrCallOrigin         Attr = 0x7f
	AttrCallPC             Attr = 0x81
	AttrCallTailCall       Attr = 0x82
	AttrCallTarget         Attr = 0x83
	AttrNoreturn           Attr = 0x87
	AttrAlignment          Attr = 0x88
	AttrExportSymbols      Attr = 0x89
	AttrDeleted            Attr = 0x8a
	AttrLoclistsBase       Attr = 0x8c
	AttrMIPSLinkageName    Attr = 0x2007
	AttrGNUVector          Attr = 0x2107
	AttrGNUDWOName         Attr = 0x2130
	AttrGNUDWOID           Attr = 0x2131
	AttrGNURangesBase      Attr = 0x2132
	AttrGNUAddrBase        Attr = 0x2133
)

// Form is the encoding of an attribute's value (DWARF 5 §7.5.6).
type Form uint16

// Forms.
const (
	formAddr          Form = 0x01
	formBlock2        Form = 0x03
	formBlock4        Form = 0x04
	formData2         Form = 0x05
	formData4         Form = 0x06
	formData8         Form = 0x07
	formString        Form = 0x08
	formBlock         Form = 0x09
	formBlock1        Form = 0x0a
	formData1         Form = 0x0b
	formFlag          Form = 0x0c
	formSdata         Form = 0x0d
	formStrp          Form = 0x0e
	formUdata         Form = 0x0f
	formRefAddr       Form = 0x10
	formRef1          Form = 0x11
	formRef2          Form = 0x12
	formRef4          Form = 0x13
	formRef8          Form = 0x14
	formRefUdata      Form = 0x15
	formIndirect      Form = 0x16
	formSecOffset     Form = 0x17
	formExprloc       Form = 0x18
	formFlagPresent   Form = 0x19
	formStrx          Form = 0x1a
	formAddrx         Form = 0x1b
	formRefSup4       Form = 0x1c
	formStrpSup       Form = 0x1d
	formData16        Form = 0x1e
	formLineStrp      Form = 0x1f
	formRefSig8       Form = 0x20
	formImplicitConst Form = 0x21
	formLoclistx      Form = 0x22
	formRnglistx      Form = 0x23
	formRefSup8       Form = 0x24
	formStrx1         Form = 0x25
	formStrx2         Form = 0x26
	formStrx3         Form = 0x27
	formStrx4         Form = 0x28
	formAddrx1        Form = 0x29
	formAddrx2        Form = 0x2a
	formAddrx3        Form = 0x2b
	formAddrx4        Form = 0x2c
	formGNUAddrIndex  Form = 0x1f01
	formGNUStrIndex   Form = 0x1f02
	formGNURefAlt     Form = 0x1f20
	formGNUStrpAlt    Form = 0x1f21
)

// UnitKind is the kind of a unit (DWARF 5 §7.5.1).
type UnitKind uint8

// Kinds of units.
const (
	UnitCompile      UnitKind = 1
	UnitType         UnitKind = 2
	UnitPartial      UnitKind = 3
	UnitSkeleton     UnitKind = 4
	UnitSplitCompile UnitKind = 5
	UnitSplitType    UnitKind = 6
)
