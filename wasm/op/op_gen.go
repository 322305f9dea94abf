// Code generated from ops.tsv; DO NOT EDIT.

package op

// The instructions, named by their mnemonics.
const (
	Unreachable                   Op = 0x00           // unreachable
	Nop                           Op = 0x01           // nop
	Block                         Op = 0x02           // block
	Loop                          Op = 0x03           // loop
	If                            Op = 0x04           // if
	Else                          Op = 0x05           // else
	Try                           Op = 0x06           // try
	Catch                         Op = 0x07           // catch
	Throw                         Op = 0x08           // throw
	Rethrow                       Op = 0x09           // rethrow
	ThrowRef                      Op = 0x0a           // throw_ref
	End                           Op = 0x0b           // end
	Br                            Op = 0x0c           // br
	BrIf                          Op = 0x0d           // br_if
	BrTable                       Op = 0x0e           // br_table
	Return                        Op = 0x0f           // return
	Call                          Op = 0x10           // call
	CallIndirect                  Op = 0x11           // call_indirect
	ReturnCall                    Op = 0x12           // return_call
	ReturnCallIndirect            Op = 0x13           // return_call_indirect
	CallRef                       Op = 0x14           // call_ref
	ReturnCallRef                 Op = 0x15           // return_call_ref
	Delegate                      Op = 0x18           // delegate
	CatchAll                      Op = 0x19           // catch_all
	Drop                          Op = 0x1a           // drop
	Select                        Op = 0x1b           // select
	SelectT                       Op = 0x1c           // select_t
	TryTable                      Op = 0x1f           // try_table
	LocalGet                      Op = 0x20           // local.get
	LocalSet                      Op = 0x21           // local.set
	LocalTee                      Op = 0x22           // local.tee
	GlobalGet                     Op = 0x23           // global.get
	GlobalSet                     Op = 0x24           // global.set
	TableGet                      Op = 0x25           // table.get
	TableSet                      Op = 0x26           // table.set
	I32Load                       Op = 0x28           // i32.load
	I64Load                       Op = 0x29           // i64.load
	F32Load                       Op = 0x2a           // f32.load
	F64Load                       Op = 0x2b           // f64.load
	I32Load8S                     Op = 0x2c           // i32.load8_s
	I32Load8U                     Op = 0x2d           // i32.load8_u
	I32Load16S                    Op = 0x2e           // i32.load16_s
	I32Load16U                    Op = 0x2f           // i32.load16_u
	I64Load8S                     Op = 0x30           // i64.load8_s
	I64Load8U                     Op = 0x31           // i64.load8_u
	I64Load16S                    Op = 0x32           // i64.load16_s
	I64Load16U                    Op = 0x33           // i64.load16_u
	I64Load32S                    Op = 0x34           // i64.load32_s
	I64Load32U                    Op = 0x35           // i64.load32_u
	I32Store                      Op = 0x36           // i32.store
	I64Store                      Op = 0x37           // i64.store
	F32Store                      Op = 0x38           // f32.store
	F64Store                      Op = 0x39           // f64.store
	I32Store8                     Op = 0x3a           // i32.store8
	I32Store16                    Op = 0x3b           // i32.store16
	I64Store8                     Op = 0x3c           // i64.store8
	I64Store16                    Op = 0x3d           // i64.store16
	I64Store32                    Op = 0x3e           // i64.store32
	MemorySize                    Op = 0x3f           // memory.size
	MemoryGrow                    Op = 0x40           // memory.grow
	I32Const                      Op = 0x41           // i32.const
	I64Const                      Op = 0x42           // i64.const
	F32Const                      Op = 0x43           // f32.const
	F64Const                      Op = 0x44           // f64.const
	I32Eqz                        Op = 0x45           // i32.eqz
	I32Eq                         Op = 0x46           // i32.eq
	I32Ne                         Op = 0x47           // i32.ne
	I32LtS                        Op = 0x48           // i32.lt_s
	I32LtU                        Op = 0x49           // i32.lt_u
	I32GtS                        Op = 0x4a           // i32.gt_s
	I32GtU                        Op = 0x4b           // i32.gt_u
	I32LeS                        Op = 0x4c           // i32.le_s
	I32LeU                        Op = 0x4d           // i32.le_u
	I32GeS                        Op = 0x4e           // i32.ge_s
	I32GeU                        Op = 0x4f           // i32.ge_u
	I64Eqz                        Op = 0x50           // i64.eqz
	I64Eq                         Op = 0x51           // i64.eq
	I64Ne                         Op = 0x52           // i64.ne
	I64LtS                        Op = 0x53           // i64.lt_s
	I64LtU                        Op = 0x54           // i64.lt_u
	I64GtS                        Op = 0x55           // i64.gt_s
	I64GtU                        Op = 0x56           // i64.gt_u
	I64LeS                        Op = 0x57           // i64.le_s
	I64LeU                        Op = 0x58           // i64.le_u
	I64GeS                        Op = 0x59           // i64.ge_s
	I64GeU                        Op = 0x5a           // i64.ge_u
	F32Eq                         Op = 0x5b           // f32.eq
	F32Ne                         Op = 0x5c           // f32.ne
	F32Lt                         Op = 0x5d           // f32.lt
	F32Gt                         Op = 0x5e           // f32.gt
	F32Le                         Op = 0x5f           // f32.le
	F32Ge                         Op = 0x60           // f32.ge
	F64Eq                         Op = 0x61           // f64.eq
	F64Ne                         Op = 0x62           // f64.ne
	F64Lt                         Op = 0x63           // f64.lt
	F64Gt                         Op = 0x64           // f64.gt
	F64Le                         Op = 0x65           // f64.le
	F64Ge                         Op = 0x66           // f64.ge
	I32Clz                        Op = 0x67           // i32.clz
	I32Ctz                        Op = 0x68           // i32.ctz
	I32Popcnt                     Op = 0x69           // i32.popcnt
	I32Add                        Op = 0x6a           // i32.add
	I32Sub                        Op = 0x6b           // i32.sub
	I32Mul                        Op = 0x6c           // i32.mul
	I32DivS                       Op = 0x6d           // i32.div_s
	I32DivU                       Op = 0x6e           // i32.div_u
	I32RemS                       Op = 0x6f           // i32.rem_s
	I32RemU                       Op = 0x70           // i32.rem_u
	I32And                        Op = 0x71           // i32.and
	I32Or                         Op = 0x72           // i32.or
	I32Xor                        Op = 0x73           // i32.xor
	I32Shl                        Op = 0x74           // i32.shl
	I32ShrS                       Op = 0x75           // i32.shr_s
	I32ShrU                       Op = 0x76           // i32.shr_u
	I32Rotl                       Op = 0x77           // i32.rotl
	I32Rotr                       Op = 0x78           // i32.rotr
	I64Clz                        Op = 0x79           // i64.clz
	I64Ctz                        Op = 0x7a           // i64.ctz
	I64Popcnt                     Op = 0x7b           // i64.popcnt
	I64Add                        Op = 0x7c           // i64.add
	I64Sub                        Op = 0x7d           // i64.sub
	I64Mul                        Op = 0x7e           // i64.mul
	I64DivS                       Op = 0x7f           // i64.div_s
	I64DivU                       Op = 0x80           // i64.div_u
	I64RemS                       Op = 0x81           // i64.rem_s
	I64RemU                       Op = 0x82           // i64.rem_u
	I64And                        Op = 0x83           // i64.and
	I64Or                         Op = 0x84           // i64.or
	I64Xor                        Op = 0x85           // i64.xor
	I64Shl                        Op = 0x86           // i64.shl
	I64ShrS                       Op = 0x87           // i64.shr_s
	I64ShrU                       Op = 0x88           // i64.shr_u
	I64Rotl                       Op = 0x89           // i64.rotl
	I64Rotr                       Op = 0x8a           // i64.rotr
	F32Abs                        Op = 0x8b           // f32.abs
	F32Neg                        Op = 0x8c           // f32.neg
	F32Ceil                       Op = 0x8d           // f32.ceil
	F32Floor                      Op = 0x8e           // f32.floor
	F32Trunc                      Op = 0x8f           // f32.trunc
	F32Nearest                    Op = 0x90           // f32.nearest
	F32Sqrt                       Op = 0x91           // f32.sqrt
	F32Add                        Op = 0x92           // f32.add
	F32Sub                        Op = 0x93           // f32.sub
	F32Mul                        Op = 0x94           // f32.mul
	F32Div                        Op = 0x95           // f32.div
	F32Min                        Op = 0x96           // f32.min
	F32Max                        Op = 0x97           // f32.max
	F32Copysign                   Op = 0x98           // f32.copysign
	F64Abs                        Op = 0x99           // f64.abs
	F64Neg                        Op = 0x9a           // f64.neg
	F64Ceil                       Op = 0x9b           // f64.ceil
	F64Floor                      Op = 0x9c           // f64.floor
	F64Trunc                      Op = 0x9d           // f64.trunc
	F64Nearest                    Op = 0x9e           // f64.nearest
	F64Sqrt                       Op = 0x9f           // f64.sqrt
	F64Add                        Op = 0xa0           // f64.add
	F64Sub                        Op = 0xa1           // f64.sub
	F64Mul                        Op = 0xa2           // f64.mul
	F64Div                        Op = 0xa3           // f64.div
	F64Min                        Op = 0xa4           // f64.min
	F64Max                        Op = 0xa5           // f64.max
	F64Copysign                   Op = 0xa6           // f64.copysign
	I32WrapI64                    Op = 0xa7           // i32.wrap_i64
	I32TruncF32S                  Op = 0xa8           // i32.trunc_f32_s
	I32TruncF32U                  Op = 0xa9           // i32.trunc_f32_u
	I32TruncF64S                  Op = 0xaa           // i32.trunc_f64_s
	I32TruncF64U                  Op = 0xab           // i32.trunc_f64_u
	I64ExtendI32S                 Op = 0xac           // i64.extend_i32_s
	I64ExtendI32U                 Op = 0xad           // i64.extend_i32_u
	I64TruncF32S                  Op = 0xae           // i64.trunc_f32_s
	I64TruncF32U                  Op = 0xaf           // i64.trunc_f32_u
	I64TruncF64S                  Op = 0xb0           // i64.trunc_f64_s
	I64TruncF64U                  Op = 0xb1           // i64.trunc_f64_u
	F32ConvertI32S                Op = 0xb2           // f32.convert_i32_s
	F32ConvertI32U                Op = 0xb3           // f32.convert_i32_u
	F32ConvertI64S                Op = 0xb4           // f32.convert_i64_s
	F32ConvertI64U                Op = 0xb5           // f32.convert_i64_u
	F32DemoteF64                  Op = 0xb6           // f32.demote_f64
	F64ConvertI32S                Op = 0xb7           // f64.convert_i32_s
	F64ConvertI32U                Op = 0xb8           // f64.convert_i32_u
	F64ConvertI64S                Op = 0xb9           // f64.convert_i64_s
	F64ConvertI64U                Op = 0xba           // f64.convert_i64_u
	F64PromoteF32                 Op = 0xbb           // f64.promote_f32
	I32ReinterpretF32             Op = 0xbc           // i32.reinterpret_f32
	I64ReinterpretF64             Op = 0xbd           // i64.reinterpret_f64
	F32ReinterpretI32             Op = 0xbe           // f32.reinterpret_i32
	F64ReinterpretI64             Op = 0xbf           // f64.reinterpret_i64
	I32Extend8S                   Op = 0xc0           // i32.extend8_s
	I32Extend16S                  Op = 0xc1           // i32.extend16_s
	I64Extend8S                   Op = 0xc2           // i64.extend8_s
	I64Extend16S                  Op = 0xc3           // i64.extend16_s
	I64Extend32S                  Op = 0xc4           // i64.extend32_s
	RefNull                       Op = 0xd0           // ref.null
	RefIsNull                     Op = 0xd1           // ref.is_null
	RefFunc                       Op = 0xd2           // ref.func
	RefEq                         Op = 0xd3           // ref.eq
	RefAsNonNull                  Op = 0xd4           // ref.as_non_null
	BrOnNull                      Op = 0xd5           // br_on_null
	BrOnNonNull                   Op = 0xd6           // br_on_non_null
	StructNew                     Op = baseFB + 0x00  // struct.new
	StructNewDefault              Op = baseFB + 0x01  // struct.new_default
	StructGet                     Op = baseFB + 0x02  // struct.get
	StructGetS                    Op = baseFB + 0x03  // struct.get_s
	StructGetU                    Op = baseFB + 0x04  // struct.get_u
	StructSet                     Op = baseFB + 0x05  // struct.set
	ArrayNew                      Op = baseFB + 0x06  // array.new
	ArrayNewDefault               Op = baseFB + 0x07  // array.new_default
	ArrayNewFixed                 Op = baseFB + 0x08  // array.new_fixed
	ArrayNewData                  Op = baseFB + 0x09  // array.new_data
	ArrayNewElem                  Op = baseFB + 0x0a  // array.new_elem
	ArrayGet                      Op = baseFB + 0x0b  // array.get
	ArrayGetS                     Op = baseFB + 0x0c  // array.get_s
	ArrayGetU                     Op = baseFB + 0x0d  // array.get_u
	ArraySet                      Op = baseFB + 0x0e  // array.set
	ArrayLen                      Op = baseFB + 0x0f  // array.len
	ArrayFill                     Op = baseFB + 0x10  // array.fill
	ArrayCopy                     Op = baseFB + 0x11  // array.copy
	ArrayInitData                 Op = baseFB + 0x12  // array.init_data
	ArrayInitElem                 Op = baseFB + 0x13  // array.init_elem
	RefTest                       Op = baseFB + 0x14  // ref.test
	RefTestNull                   Op = baseFB + 0x15  // ref.test_null
	RefCast                       Op = baseFB + 0x16  // ref.cast
	RefCastNull                   Op = baseFB + 0x17  // ref.cast_null
	BrOnCast                      Op = baseFB + 0x18  // br_on_cast
	BrOnCastFail                  Op = baseFB + 0x19  // br_on_cast_fail
	AnyConvertExtern              Op = baseFB + 0x1a  // any.convert_extern
	ExternConvertAny              Op = baseFB + 0x1b  // extern.convert_any
	RefI31                        Op = baseFB + 0x1c  // ref.i31
	I31GetS                       Op = baseFB + 0x1d  // i31.get_s
	I31GetU                       Op = baseFB + 0x1e  // i31.get_u
	I32TruncSatF32S               Op = baseFC + 0x00  // i32.trunc_sat_f32_s
	I32TruncSatF32U               Op = baseFC + 0x01  // i32.trunc_sat_f32_u
	I32TruncSatF64S               Op = baseFC + 0x02  // i32.trunc_sat_f64_s
	I32TruncSatF64U               Op = baseFC + 0x03  // i32.trunc_sat_f64_u
	I64TruncSatF32S               Op = baseFC + 0x04  // i64.trunc_sat_f32_s
	I64TruncSatF32U               Op = baseFC + 0x05  // i64.trunc_sat_f32_u
	I64TruncSatF64S               Op = baseFC + 0x06  // i64.trunc_sat_f64_s
	I64TruncSatF64U               Op = baseFC + 0x07  // i64.trunc_sat_f64_u
	MemoryInit                    Op = baseFC + 0x08  // memory.init
	DataDrop                      Op = baseFC + 0x09  // data.drop
	MemoryCopy                    Op = baseFC + 0x0a  // memory.copy
	MemoryFill                    Op = baseFC + 0x0b  // memory.fill
	TableInit                     Op = baseFC + 0x0c  // table.init
	ElemDrop                      Op = baseFC + 0x0d  // elem.drop
	TableCopy                     Op = baseFC + 0x0e  // table.copy
	TableGrow                     Op = baseFC + 0x0f  // table.grow
	TableSize                     Op = baseFC + 0x10  // table.size
	TableFill                     Op = baseFC + 0x11  // table.fill
	V128Load                      Op = baseFD + 0x00  // v128.load
	V128Load8x8S                  Op = baseFD + 0x01  // v128.load8x8_s
	V128Load8x8U                  Op = baseFD + 0x02  // v128.load8x8_u
	V128Load16x4S                 Op = baseFD + 0x03  // v128.load16x4_s
	V128Load16x4U                 Op = baseFD + 0x04  // v128.load16x4_u
	V128Load32x2S                 Op = baseFD + 0x05  // v128.load32x2_s
	V128Load32x2U                 Op = baseFD + 0x06  // v128.load32x2_u
	V128Load8Splat                Op = baseFD + 0x07  // v128.load8_splat
	V128Load16Splat               Op = baseFD + 0x08  // v128.load16_splat
	V128Load32Splat               Op = baseFD + 0x09  // v128.load32_splat
	V128Load64Splat               Op = baseFD + 0x0a  // v128.load64_splat
	V128Store                     Op = baseFD + 0x0b  // v128.store
	V128Const                     Op = baseFD + 0x0c  // v128.const
	I8x16Shuffle                  Op = baseFD + 0x0d  // i8x16.shuffle
	I8x16Swizzle                  Op = baseFD + 0x0e  // i8x16.swizzle
	I8x16Splat                    Op = baseFD + 0x0f  // i8x16.splat
	I16x8Splat                    Op = baseFD + 0x10  // i16x8.splat
	I32x4Splat                    Op = baseFD + 0x11  // i32x4.splat
	I64x2Splat                    Op = baseFD + 0x12  // i64x2.splat
	F32x4Splat                    Op = baseFD + 0x13  // f32x4.splat
	F64x2Splat                    Op = baseFD + 0x14  // f64x2.splat
	I8x16ExtractLaneS             Op = baseFD + 0x15  // i8x16.extract_lane_s
	I8x16ExtractLaneU             Op = baseFD + 0x16  // i8x16.extract_lane_u
	I8x16ReplaceLane              Op = baseFD + 0x17  // i8x16.replace_lane
	I16x8ExtractLaneS             Op = baseFD + 0x18  // i16x8.extract_lane_s
	I16x8ExtractLaneU             Op = baseFD + 0x19  // i16x8.extract_lane_u
	I16x8ReplaceLane              Op = baseFD + 0x1a  // i16x8.replace_lane
	I32x4ExtractLane              Op = baseFD + 0x1b  // i32x4.extract_lane
	I32x4ReplaceLane              Op = baseFD + 0x1c  // i32x4.replace_lane
	I64x2ExtractLane              Op = baseFD + 0x1d  // i64x2.extract_lane
	I64x2ReplaceLane              Op = baseFD + 0x1e  // i64x2.replace_lane
	F32x4ExtractLane              Op = baseFD + 0x1f  // f32x4.extract_lane
	F32x4ReplaceLane              Op = baseFD + 0x20  // f32x4.replace_lane
	F64x2ExtractLane              Op = baseFD + 0x21  // f64x2.extract_lane
	F64x2ReplaceLane              Op = baseFD + 0x22  // f64x2.replace_lane
	I8x16Eq                       Op = baseFD + 0x23  // i8x16.eq
	I8x16Ne                       Op = baseFD + 0x24  // i8x16.ne
	I8x16LtS                      Op = baseFD + 0x25  // i8x16.lt_s
	I8x16LtU                      Op = baseFD + 0x26  // i8x16.lt_u
	I8x16GtS                      Op = baseFD + 0x27  // i8x16.gt_s
	I8x16GtU                      Op = baseFD + 0x28  // i8x16.gt_u
	I8x16LeS                      Op = baseFD + 0x29  // i8x16.le_s
	I8x16LeU                      Op = baseFD + 0x2a  // i8x16.le_u
	I8x16GeS                      Op = baseFD + 0x2b  // i8x16.ge_s
	I8x16GeU                      Op = baseFD + 0x2c  // i8x16.ge_u
	I16x8Eq                       Op = baseFD + 0x2d  // i16x8.eq
	I16x8Ne                       Op = baseFD + 0x2e  // i16x8.ne
	I16x8LtS                      Op = baseFD + 0x2f  // i16x8.lt_s
	I16x8LtU                      Op = baseFD + 0x30  // i16x8.lt_u
	I16x8GtS                      Op = baseFD + 0x31  // i16x8.gt_s
	I16x8GtU                      Op = baseFD + 0x32  // i16x8.gt_u
	I16x8LeS                      Op = baseFD + 0x33  // i16x8.le_s
	I16x8LeU                      Op = baseFD + 0x34  // i16x8.le_u
	I16x8GeS                      Op = baseFD + 0x35  // i16x8.ge_s
	I16x8GeU                      Op = baseFD + 0x36  // i16x8.ge_u
	I32x4Eq                       Op = baseFD + 0x37  // i32x4.eq
	I32x4Ne                       Op = baseFD + 0x38  // i32x4.ne
	I32x4LtS                      Op = baseFD + 0x39  // i32x4.lt_s
	I32x4LtU                      Op = baseFD + 0x3a  // i32x4.lt_u
	I32x4GtS                      Op = baseFD + 0x3b  // i32x4.gt_s
	I32x4GtU                      Op = baseFD + 0x3c  // i32x4.gt_u
	I32x4LeS                      Op = baseFD + 0x3d  // i32x4.le_s
	I32x4LeU                      Op = baseFD + 0x3e  // i32x4.le_u
	I32x4GeS                      Op = baseFD + 0x3f  // i32x4.ge_s
	I32x4GeU                      Op = baseFD + 0x40  // i32x4.ge_u
	F32x4Eq                       Op = baseFD + 0x41  // f32x4.eq
	F32x4Ne                       Op = baseFD + 0x42  // f32x4.ne
	F32x4Lt                       Op = baseFD + 0x43  // f32x4.lt
	F32x4Gt                       Op = baseFD + 0x44  // f32x4.gt
	F32x4Le                       Op = baseFD + 0x45  // f32x4.le
	F32x4Ge                       Op = baseFD + 0x46  // f32x4.ge
	F64x2Eq                       Op = baseFD + 0x47  // f64x2.eq
	F64x2Ne                       Op = baseFD + 0x48  // f64x2.ne
	F64x2Lt                       Op = baseFD + 0x49  // f64x2.lt
	F64x2Gt                       Op = baseFD + 0x4a  // f64x2.gt
	F64x2Le                       Op = baseFD + 0x4b  // f64x2.le
	F64x2Ge                       Op = baseFD + 0x4c  // f64x2.ge
	V128Not                       Op = baseFD + 0x4d  // v128.not
	V128And                       Op = baseFD + 0x4e  // v128.and
	V128Andnot                    Op = baseFD + 0x4f  // v128.andnot
	V128Or                        Op = baseFD + 0x50  // v128.or
	V128Xor                       Op = baseFD + 0x51  // v128.xor
	V128Bitselect                 Op = baseFD + 0x52  // v128.bitselect
	V128AnyTrue                   Op = baseFD + 0x53  // v128.any_true
	V128Load8Lane                 Op = baseFD + 0x54  // v128.load8_lane
	V128Store8Lane                Op = baseFD + 0x58  // v128.store8_lane
	V128Load16Lane                Op = baseFD + 0x55  // v128.load16_lane
	V128Store16Lane               Op = baseFD + 0x59  // v128.store16_lane
	V128Load32Lane                Op = baseFD + 0x56  // v128.load32_lane
	V128Store32Lane               Op = baseFD + 0x5a  // v128.store32_lane
	V128Load64Lane                Op = baseFD + 0x57  // v128.load64_lane
	V128Store64Lane               Op = baseFD + 0x5b  // v128.store64_lane
	V128Load32Zero                Op = baseFD + 0x5c  // v128.load32_zero
	V128Load64Zero                Op = baseFD + 0x5d  // v128.load64_zero
	F32x4DemoteF64x2Zero          Op = baseFD + 0x5e  // f32x4.demote_f64x2_zero
	F64x2PromoteLowF32x4          Op = baseFD + 0x5f  // f64x2.promote_low_f32x4
	I8x16Abs                      Op = baseFD + 0x60  // i8x16.abs
	I8x16Neg                      Op = baseFD + 0x61  // i8x16.neg
	I8x16Popcnt                   Op = baseFD + 0x62  // i8x16.popcnt
	I8x16AllTrue                  Op = baseFD + 0x63  // i8x16.all_true
	I8x16Bitmask                  Op = baseFD + 0x64  // i8x16.bitmask
	I8x16NarrowI16x8S             Op = baseFD + 0x65  // i8x16.narrow_i16x8_s
	I8x16NarrowI16x8U             Op = baseFD + 0x66  // i8x16.narrow_i16x8_u
	F32x4Ceil                     Op = baseFD + 0x67  // f32x4.ceil
	F32x4Floor                    Op = baseFD + 0x68  // f32x4.floor
	F32x4Trunc                    Op = baseFD + 0x69  // f32x4.trunc
	F32x4Nearest                  Op = baseFD + 0x6a  // f32x4.nearest
	I8x16Shl                      Op = baseFD + 0x6b  // i8x16.shl
	I8x16ShrS                     Op = baseFD + 0x6c  // i8x16.shr_s
	I8x16ShrU                     Op = baseFD + 0x6d  // i8x16.shr_u
	I8x16Add                      Op = baseFD + 0x6e  // i8x16.add
	I8x16AddSatS                  Op = baseFD + 0x6f  // i8x16.add_sat_s
	I8x16AddSatU                  Op = baseFD + 0x70  // i8x16.add_sat_u
	I8x16Sub                      Op = baseFD + 0x71  // i8x16.sub
	I8x16SubSatS                  Op = baseFD + 0x72  // i8x16.sub_sat_s
	I8x16SubSatU                  Op = baseFD + 0x73  // i8x16.sub_sat_u
	F64x2Ceil                     Op = baseFD + 0x74  // f64x2.ceil
	F64x2Floor                    Op = baseFD + 0x75  // f64x2.floor
	I8x16MinS                     Op = baseFD + 0x76  // i8x16.min_s
	I8x16MinU                     Op = baseFD + 0x77  // i8x16.min_u
	I8x16MaxS                     Op = baseFD + 0x78  // i8x16.max_s
	I8x16MaxU                     Op = baseFD + 0x79  // i8x16.max_u
	F64x2Trunc                    Op = baseFD + 0x7a  // f64x2.trunc
	I8x16AvgrU                    Op = baseFD + 0x7b  // i8x16.avgr_u
	I16x8ExtaddPairwiseI8x16S     Op = baseFD + 0x7c  // i16x8.extadd_pairwise_i8x16_s
	I16x8ExtaddPairwiseI8x16U     Op = baseFD + 0x7d  // i16x8.extadd_pairwise_i8x16_u
	I32x4ExtaddPairwiseI16x8S     Op = baseFD + 0x7e  // i32x4.extadd_pairwise_i16x8_s
	I32x4ExtaddPairwiseI16x8U     Op = baseFD + 0x7f  // i32x4.extadd_pairwise_i16x8_u
	I16x8Abs                      Op = baseFD + 0x80  // i16x8.abs
	I16x8Neg                      Op = baseFD + 0x81  // i16x8.neg
	I16x8Q15mulrSatS              Op = baseFD + 0x82  // i16x8.q15mulr_sat_s
	I16x8AllTrue                  Op = baseFD + 0x83  // i16x8.all_true
	I16x8Bitmask                  Op = baseFD + 0x84  // i16x8.bitmask
	I16x8NarrowI32x4S             Op = baseFD + 0x85  // i16x8.narrow_i32x4_s
	I16x8NarrowI32x4U             Op = baseFD + 0x86  // i16x8.narrow_i32x4_u
	I16x8ExtendLowI8x16S          Op = baseFD + 0x87  // i16x8.extend_low_i8x16_s
	I16x8ExtendHighI8x16S         Op = baseFD + 0x88  // i16x8.extend_high_i8x16_s
	I16x8ExtendLowI8x16U          Op = baseFD + 0x89  // i16x8.extend_low_i8x16_u
	I16x8ExtendHighI8x16U         Op = baseFD + 0x8a  // i16x8.extend_high_i8x16_u
	I16x8Shl                      Op = baseFD + 0x8b  // i16x8.shl
	I16x8ShrS                     Op = baseFD + 0x8c  // i16x8.shr_s
	I16x8ShrU                     Op = baseFD + 0x8d  // i16x8.shr_u
	I16x8Add                      Op = baseFD + 0x8e  // i16x8.add
	I16x8AddSatS                  Op = baseFD + 0x8f  // i16x8.add_sat_s
	I16x8AddSatU                  Op = baseFD + 0x90  // i16x8.add_sat_u
	I16x8Sub                      Op = baseFD + 0x91  // i16x8.sub
	I16x8SubSatS                  Op = baseFD + 0x92  // i16x8.sub_sat_s
	I16x8SubSatU                  Op = baseFD + 0x93  // i16x8.sub_sat_u
	F64x2Nearest                  Op = baseFD + 0x94  // f64x2.nearest
	I16x8Mul                      Op = baseFD + 0x95  // i16x8.mul
	I16x8MinS                     Op = baseFD + 0x96  // i16x8.min_s
	I16x8MinU                     Op = baseFD + 0x97  // i16x8.min_u
	I16x8MaxS                     Op = baseFD + 0x98  // i16x8.max_s
	I16x8MaxU                     Op = baseFD + 0x99  // i16x8.max_u
	I16x8AvgrU                    Op = baseFD + 0x9b  // i16x8.avgr_u
	I16x8ExtmulLowI8x16S          Op = baseFD + 0x9c  // i16x8.extmul_low_i8x16_s
	I16x8ExtmulHighI8x16S         Op = baseFD + 0x9d  // i16x8.extmul_high_i8x16_s
	I16x8ExtmulLowI8x16U          Op = baseFD + 0x9e  // i16x8.extmul_low_i8x16_u
	I16x8ExtmulHighI8x16U         Op = baseFD + 0x9f  // i16x8.extmul_high_i8x16_u
	I32x4Abs                      Op = baseFD + 0xa0  // i32x4.abs
	I32x4Neg                      Op = baseFD + 0xa1  // i32x4.neg
	I32x4AllTrue                  Op = baseFD + 0xa3  // i32x4.all_true
	I32x4Bitmask                  Op = baseFD + 0xa4  // i32x4.bitmask
	I32x4ExtendLowI16x8S          Op = baseFD + 0xa7  // i32x4.extend_low_i16x8_s
	I32x4ExtendHighI16x8S         Op = baseFD + 0xa8  // i32x4.extend_high_i16x8_s
	I32x4ExtendLowI16x8U          Op = baseFD + 0xa9  // i32x4.extend_low_i16x8_u
	I32x4ExtendHighI16x8U         Op = baseFD + 0xaa  // i32x4.extend_high_i16x8_u
	I32x4Shl                      Op = baseFD + 0xab  // i32x4.shl
	I32x4ShrS                     Op = baseFD + 0xac  // i32x4.shr_s
	I32x4ShrU                     Op = baseFD + 0xad  // i32x4.shr_u
	I32x4Add                      Op = baseFD + 0xae  // i32x4.add
	I32x4Sub                      Op = baseFD + 0xb1  // i32x4.sub
	I32x4Mul                      Op = baseFD + 0xb5  // i32x4.mul
	I32x4MinS                     Op = baseFD + 0xb6  // i32x4.min_s
	I32x4MinU                     Op = baseFD + 0xb7  // i32x4.min_u
	I32x4MaxS                     Op = baseFD + 0xb8  // i32x4.max_s
	I32x4MaxU                     Op = baseFD + 0xb9  // i32x4.max_u
	I32x4DotI16x8S                Op = baseFD + 0xba  // i32x4.dot_i16x8_s
	I32x4ExtmulLowI16x8S          Op = baseFD + 0xbc  // i32x4.extmul_low_i16x8_s
	I32x4ExtmulHighI16x8S         Op = baseFD + 0xbd  // i32x4.extmul_high_i16x8_s
	I32x4ExtmulLowI16x8U          Op = baseFD + 0xbe  // i32x4.extmul_low_i16x8_u
	I32x4ExtmulHighI16x8U         Op = baseFD + 0xbf  // i32x4.extmul_high_i16x8_u
	I64x2Abs                      Op = baseFD + 0xc0  // i64x2.abs
	I64x2Neg                      Op = baseFD + 0xc1  // i64x2.neg
	I64x2AllTrue                  Op = baseFD + 0xc3  // i64x2.all_true
	I64x2Bitmask                  Op = baseFD + 0xc4  // i64x2.bitmask
	I64x2ExtendLowI32x4S          Op = baseFD + 0xc7  // i64x2.extend_low_i32x4_s
	I64x2ExtendHighI32x4S         Op = baseFD + 0xc8  // i64x2.extend_high_i32x4_s
	I64x2ExtendLowI32x4U          Op = baseFD + 0xc9  // i64x2.extend_low_i32x4_u
	I64x2ExtendHighI32x4U         Op = baseFD + 0xca  // i64x2.extend_high_i32x4_u
	I64x2Shl                      Op = baseFD + 0xcb  // i64x2.shl
	I64x2ShrS                     Op = baseFD + 0xcc  // i64x2.shr_s
	I64x2ShrU                     Op = baseFD + 0xcd  // i64x2.shr_u
	I64x2Add                      Op = baseFD + 0xce  // i64x2.add
	I64x2Sub                      Op = baseFD + 0xd1  // i64x2.sub
	I64x2Mul                      Op = baseFD + 0xd5  // i64x2.mul
	I64x2Eq                       Op = baseFD + 0xd6  // i64x2.eq
	I64x2Ne                       Op = baseFD + 0xd7  // i64x2.ne
	I64x2LtS                      Op = baseFD + 0xd8  // i64x2.lt_s
	I64x2GtS                      Op = baseFD + 0xd9  // i64x2.gt_s
	I64x2LeS                      Op = baseFD + 0xda  // i64x2.le_s
	I64x2GeS                      Op = baseFD + 0xdb  // i64x2.ge_s
	I64x2ExtmulLowI32x4S          Op = baseFD + 0xdc  // i64x2.extmul_low_i32x4_s
	I64x2ExtmulHighI32x4S         Op = baseFD + 0xdd  // i64x2.extmul_high_i32x4_s
	I64x2ExtmulLowI32x4U          Op = baseFD + 0xde  // i64x2.extmul_low_i32x4_u
	I64x2ExtmulHighI32x4U         Op = baseFD + 0xdf  // i64x2.extmul_high_i32x4_u
	F32x4Abs                      Op = baseFD + 0xe0  // f32x4.abs
	F32x4Neg                      Op = baseFD + 0xe1  // f32x4.neg
	F32x4Sqrt                     Op = baseFD + 0xe3  // f32x4.sqrt
	F32x4Add                      Op = baseFD + 0xe4  // f32x4.add
	F32x4Sub                      Op = baseFD + 0xe5  // f32x4.sub
	F32x4Mul                      Op = baseFD + 0xe6  // f32x4.mul
	F32x4Div                      Op = baseFD + 0xe7  // f32x4.div
	F32x4Min                      Op = baseFD + 0xe8  // f32x4.min
	F32x4Max                      Op = baseFD + 0xe9  // f32x4.max
	F32x4Pmin                     Op = baseFD + 0xea  // f32x4.pmin
	F32x4Pmax                     Op = baseFD + 0xeb  // f32x4.pmax
	F64x2Abs                      Op = baseFD + 0xec  // f64x2.abs
	F64x2Neg                      Op = baseFD + 0xed  // f64x2.neg
	F64x2Sqrt                     Op = baseFD + 0xef  // f64x2.sqrt
	F64x2Add                      Op = baseFD + 0xf0  // f64x2.add
	F64x2Sub                      Op = baseFD + 0xf1  // f64x2.sub
	F64x2Mul                      Op = baseFD + 0xf2  // f64x2.mul
	F64x2Div                      Op = baseFD + 0xf3  // f64x2.div
	F64x2Min                      Op = baseFD + 0xf4  // f64x2.min
	F64x2Max                      Op = baseFD + 0xf5  // f64x2.max
	F64x2Pmin                     Op = baseFD + 0xf6  // f64x2.pmin
	F64x2Pmax                     Op = baseFD + 0xf7  // f64x2.pmax
	I32x4TruncSatF32x4S           Op = baseFD + 0xf8  // i32x4.trunc_sat_f32x4_s
	I32x4TruncSatF32x4U           Op = baseFD + 0xf9  // i32x4.trunc_sat_f32x4_u
	F32x4ConvertI32x4S            Op = baseFD + 0xfa  // f32x4.convert_i32x4_s
	F32x4ConvertI32x4U            Op = baseFD + 0xfb  // f32x4.convert_i32x4_u
	I32x4TruncSatF64x2SZero       Op = baseFD + 0xfc  // i32x4.trunc_sat_f64x2_s_zero
	I32x4TruncSatF64x2UZero       Op = baseFD + 0xfd  // i32x4.trunc_sat_f64x2_u_zero
	F64x2ConvertLowI32x4S         Op = baseFD + 0xfe  // f64x2.convert_low_i32x4_s
	F64x2ConvertLowI32x4U         Op = baseFD + 0xff  // f64x2.convert_low_i32x4_u
	I8x16RelaxedSwizzle           Op = baseFD + 0x100 // i8x16.relaxed_swizzle
	I32x4RelaxedTruncF32x4S       Op = baseFD + 0x101 // i32x4.relaxed_trunc_f32x4_s
	I32x4RelaxedTruncF32x4U       Op = baseFD + 0x102 // i32x4.relaxed_trunc_f32x4_u
	I32x4RelaxedTruncF64x2SZero   Op = baseFD + 0x103 // i32x4.relaxed_trunc_f64x2_s_zero
	I32x4RelaxedTruncF64x2UZero   Op = baseFD + 0x104 // i32x4.relaxed_trunc_f64x2_u_zero
	F32x4RelaxedMadd              Op = baseFD + 0x105 // f32x4.relaxed_madd
	F32x4RelaxedNmadd             Op = baseFD + 0x106 // f32x4.relaxed_nmadd
	F64x2RelaxedMadd              Op = baseFD + 0x107 // f64x2.relaxed_madd
	F64x2RelaxedNmadd             Op = baseFD + 0x108 // f64x2.relaxed_nmadd
	I8x16RelaxedLaneselect        Op = baseFD + 0x109 // i8x16.relaxed_laneselect
	I16x8RelaxedLaneselect        Op = baseFD + 0x10a // i16x8.relaxed_laneselect
	I32x4RelaxedLaneselect        Op = baseFD + 0x10b // i32x4.relaxed_laneselect
	I64x2RelaxedLaneselect        Op = baseFD + 0x10c // i64x2.relaxed_laneselect
	F32x4RelaxedMin               Op = baseFD + 0x10d // f32x4.relaxed_min
	F32x4RelaxedMax               Op = baseFD + 0x10e // f32x4.relaxed_max
	F64x2RelaxedMin               Op = baseFD + 0x10f // f64x2.relaxed_min
	F64x2RelaxedMax               Op = baseFD + 0x110 // f64x2.relaxed_max
	I16x8RelaxedQ15mulrS          Op = baseFD + 0x111 // i16x8.relaxed_q15mulr_s
	I16x8RelaxedDotI8x16I7x16S    Op = baseFD + 0x112 // i16x8.relaxed_dot_i8x16_i7x16_s
	I32x4RelaxedDotI8x16I7x16AddS Op = baseFD + 0x113 // i32x4.relaxed_dot_i8x16_i7x16_add_s
	MemoryAtomicNotify            Op = baseFE + 0x00  // memory.atomic.notify
	MemoryAtomicWait32            Op = baseFE + 0x01  // memory.atomic.wait32
	MemoryAtomicWait64            Op = baseFE + 0x02  // memory.atomic.wait64
	AtomicFence                   Op = baseFE + 0x03  // atomic.fence
	I32AtomicLoad                 Op = baseFE + 0x10  // i32.atomic.load
	I64AtomicLoad                 Op = baseFE + 0x11  // i64.atomic.load
	I32AtomicLoad8U               Op = baseFE + 0x12  // i32.atomic.load8_u
	I32AtomicLoad16U              Op = baseFE + 0x13  // i32.atomic.load16_u
	I64AtomicLoad8U               Op = baseFE + 0x14  // i64.atomic.load8_u
	I64AtomicLoad16U              Op = baseFE + 0x15  // i64.atomic.load16_u
	I64AtomicLoad32U              Op = baseFE + 0x16  // i64.atomic.load32_u
	I32AtomicStore                Op = baseFE + 0x17  // i32.atomic.store
	I64AtomicStore                Op = baseFE + 0x18  // i64.atomic.store
	I32AtomicStore8               Op = baseFE + 0x19  // i32.atomic.store8
	I32AtomicStore16              Op = baseFE + 0x1a  // i32.atomic.store16
	I64AtomicStore8               Op = baseFE + 0x1b  // i64.atomic.store8
	I64AtomicStore16              Op = baseFE + 0x1c  // i64.atomic.store16
	I64AtomicStore32              Op = baseFE + 0x1d  // i64.atomic.store32
	I32AtomicRmwAdd               Op = baseFE + 0x1e  // i32.atomic.rmw.add
	I64AtomicRmwAdd               Op = baseFE + 0x1f  // i64.atomic.rmw.add
	I32AtomicRmw8AddU             Op = baseFE + 0x20  // i32.atomic.rmw8.add_u
	I32AtomicRmw16AddU            Op = baseFE + 0x21  // i32.atomic.rmw16.add_u
	I64AtomicRmw8AddU             Op = baseFE + 0x22  // i64.atomic.rmw8.add_u
	I64AtomicRmw16AddU            Op = baseFE + 0x23  // i64.atomic.rmw16.add_u
	I64AtomicRmw32AddU            Op = baseFE + 0x24  // i64.atomic.rmw32.add_u
	I32AtomicRmwSub               Op = baseFE + 0x25  // i32.atomic.rmw.sub
	I64AtomicRmwSub               Op = baseFE + 0x26  // i64.atomic.rmw.sub
	I32AtomicRmw8SubU             Op = baseFE + 0x27  // i32.atomic.rmw8.sub_u
	I32AtomicRmw16SubU            Op = baseFE + 0x28  // i32.atomic.rmw16.sub_u
	I64AtomicRmw8SubU             Op = baseFE + 0x29  // i64.atomic.rmw8.sub_u
	I64AtomicRmw16SubU            Op = baseFE + 0x2a  // i64.atomic.rmw16.sub_u
	I64AtomicRmw32SubU            Op = baseFE + 0x2b  // i64.atomic.rmw32.sub_u
	I32AtomicRmwAnd               Op = baseFE + 0x2c  // i32.atomic.rmw.and
	I64AtomicRmwAnd               Op = baseFE + 0x2d  // i64.atomic.rmw.and
	I32AtomicRmw8AndU             Op = baseFE + 0x2e  // i32.atomic.rmw8.and_u
	I32AtomicRmw16AndU            Op = baseFE + 0x2f  // i32.atomic.rmw16.and_u
	I64AtomicRmw8AndU             Op = baseFE + 0x30  // i64.atomic.rmw8.and_u
	I64AtomicRmw16AndU            Op = baseFE + 0x31  // i64.atomic.rmw16.and_u
	I64AtomicRmw32AndU            Op = baseFE + 0x32  // i64.atomic.rmw32.and_u
	I32AtomicRmwOr                Op = baseFE + 0x33  // i32.atomic.rmw.or
	I64AtomicRmwOr                Op = baseFE + 0x34  // i64.atomic.rmw.or
	I32AtomicRmw8OrU              Op = baseFE + 0x35  // i32.atomic.rmw8.or_u
	I32AtomicRmw16OrU             Op = baseFE + 0x36  // i32.atomic.rmw16.or_u
	I64AtomicRmw8OrU              Op = baseFE + 0x37  // i64.atomic.rmw8.or_u
	I64AtomicRmw16OrU             Op = baseFE + 0x38  // i64.atomic.rmw16.or_u
	I64AtomicRmw32OrU             Op = baseFE + 0x39  // i64.atomic.rmw32.or_u
	I32AtomicRmwXor               Op = baseFE + 0x3a  // i32.atomic.rmw.xor
	I64AtomicRmwXor               Op = baseFE + 0x3b  // i64.atomic.rmw.xor
	I32AtomicRmw8XorU             Op = baseFE + 0x3c  // i32.atomic.rmw8.xor_u
	I32AtomicRmw16XorU            Op = baseFE + 0x3d  // i32.atomic.rmw16.xor_u
	I64AtomicRmw8XorU             Op = baseFE + 0x3e  // i64.atomic.rmw8.xor_u
	I64AtomicRmw16XorU            Op = baseFE + 0x3f  // i64.atomic.rmw16.xor_u
	I64AtomicRmw32XorU            Op = baseFE + 0x40  // i64.atomic.rmw32.xor_u
	I32AtomicRmwXchg              Op = baseFE + 0x41  // i32.atomic.rmw.xchg
	I64AtomicRmwXchg              Op = baseFE + 0x42  // i64.atomic.rmw.xchg
	I32AtomicRmw8XchgU            Op = baseFE + 0x43  // i32.atomic.rmw8.xchg_u
	I32AtomicRmw16XchgU           Op = baseFE + 0x44  // i32.atomic.rmw16.xchg_u
	I64AtomicRmw8XchgU            Op = baseFE + 0x45  // i64.atomic.rmw8.xchg_u
	I64AtomicRmw16XchgU           Op = baseFE + 0x46  // i64.atomic.rmw16.xchg_u
	I64AtomicRmw32XchgU           Op = baseFE + 0x47  // i64.atomic.rmw32.xchg_u
	I32AtomicRmwCmpxchg           Op = baseFE + 0x48  // i32.atomic.rmw.cmpxchg
	I64AtomicRmwCmpxchg           Op = baseFE + 0x49  // i64.atomic.rmw.cmpxchg
	I32AtomicRmw8CmpxchgU         Op = baseFE + 0x4a  // i32.atomic.rmw8.cmpxchg_u
	I32AtomicRmw16CmpxchgU        Op = baseFE + 0x4b  // i32.atomic.rmw16.cmpxchg_u
	I64AtomicRmw8CmpxchgU         Op = baseFE + 0x4c  // i64.atomic.rmw8.cmpxchg_u
	I64AtomicRmw16CmpxchgU        Op = baseFE + 0x4d  // i64.atomic.rmw16.cmpxchg_u
	I64AtomicRmw32CmpxchgU        Op = baseFE + 0x4e  // i64.atomic.rmw32.cmpxchg_u
)

var table = [Count]Info{
	Unreachable:                   {Name: "unreachable", Special: true, Imm: ImmNone, Feature: MVP},
	Nop:                           {Name: "nop", Imm: ImmNone, Feature: MVP},
	Block:                         {Name: "block", Special: true, Imm: ImmBlock, Feature: MVP},
	Loop:                          {Name: "loop", Special: true, Imm: ImmBlock, Feature: MVP},
	If:                            {Name: "if", Special: true, Imm: ImmBlock, Feature: MVP},
	Else:                          {Name: "else", Special: true, Imm: ImmNone, Feature: MVP},
	Try:                           {Name: "try", Special: true, Imm: ImmBlock, Feature: LegacyExceptions},
	Catch:                         {Name: "catch", Special: true, Imm: ImmTag, Feature: LegacyExceptions},
	Throw:                         {Name: "throw", Special: true, Imm: ImmTag, Feature: Exceptions},
	Rethrow:                       {Name: "rethrow", Special: true, Imm: ImmLabel, Feature: LegacyExceptions},
	ThrowRef:                      {Name: "throw_ref", Special: true, Imm: ImmNone, Feature: Exceptions},
	End:                           {Name: "end", Special: true, Imm: ImmNone, Feature: MVP},
	Br:                            {Name: "br", Special: true, Imm: ImmLabel, Feature: MVP},
	BrIf:                          {Name: "br_if", Special: true, Imm: ImmLabel, Feature: MVP},
	BrTable:                       {Name: "br_table", Special: true, Imm: ImmBrTable, Feature: MVP},
	Return:                        {Name: "return", Special: true, Imm: ImmNone, Feature: MVP},
	Call:                          {Name: "call", Special: true, Imm: ImmFunc, Feature: MVP},
	CallIndirect:                  {Name: "call_indirect", Special: true, Imm: ImmCallIndirect, Feature: MVP},
	ReturnCall:                    {Name: "return_call", Special: true, Imm: ImmFunc, Feature: TailCall},
	ReturnCallIndirect:            {Name: "return_call_indirect", Special: true, Imm: ImmCallIndirect, Feature: TailCall},
	CallRef:                       {Name: "call_ref", Special: true, Imm: ImmType, Feature: FunctionReferences},
	ReturnCallRef:                 {Name: "return_call_ref", Special: true, Imm: ImmType, Feature: FunctionReferences},
	Delegate:                      {Name: "delegate", Special: true, Imm: ImmLabel, Feature: LegacyExceptions},
	CatchAll:                      {Name: "catch_all", Special: true, Imm: ImmNone, Feature: LegacyExceptions},
	Drop:                          {Name: "drop", Special: true, Imm: ImmNone, Feature: MVP},
	Select:                        {Name: "select", Special: true, Imm: ImmNone, Feature: MVP},
	SelectT:                       {Name: "select_t", Special: true, Imm: ImmSelect, Feature: ReferenceTypes},
	TryTable:                      {Name: "try_table", Special: true, Imm: ImmTryTable, Feature: Exceptions},
	LocalGet:                      {Name: "local.get", Special: true, Imm: ImmLocal, Feature: MVP},
	LocalSet:                      {Name: "local.set", Special: true, Imm: ImmLocal, Feature: MVP},
	LocalTee:                      {Name: "local.tee", Special: true, Imm: ImmLocal, Feature: MVP},
	GlobalGet:                     {Name: "global.get", Special: true, Imm: ImmGlobal, Feature: MVP},
	GlobalSet:                     {Name: "global.set", Special: true, Imm: ImmGlobal, Feature: MVP},
	TableGet:                      {Name: "table.get", Special: true, Imm: ImmTable, Feature: ReferenceTypes},
	TableSet:                      {Name: "table.set", Special: true, Imm: ImmTable, Feature: ReferenceTypes},
	I32Load:                       {Name: "i32.load", Params: "a", Results: "i", Imm: ImmMemArg, Align: 2, Feature: MVP},
	I64Load:                       {Name: "i64.load", Params: "a", Results: "I", Imm: ImmMemArg, Align: 3, Feature: MVP},
	F32Load:                       {Name: "f32.load", Params: "a", Results: "f", Imm: ImmMemArg, Align: 2, Feature: MVP},
	F64Load:                       {Name: "f64.load", Params: "a", Results: "F", Imm: ImmMemArg, Align: 3, Feature: MVP},
	I32Load8S:                     {Name: "i32.load8_s", Params: "a", Results: "i", Imm: ImmMemArg, Feature: MVP},
	I32Load8U:                     {Name: "i32.load8_u", Params: "a", Results: "i", Imm: ImmMemArg, Feature: MVP},
	I32Load16S:                    {Name: "i32.load16_s", Params: "a", Results: "i", Imm: ImmMemArg, Align: 1, Feature: MVP},
	I32Load16U:                    {Name: "i32.load16_u", Params: "a", Results: "i", Imm: ImmMemArg, Align: 1, Feature: MVP},
	I64Load8S:                     {Name: "i64.load8_s", Params: "a", Results: "I", Imm: ImmMemArg, Feature: MVP},
	I64Load8U:                     {Name: "i64.load8_u", Params: "a", Results: "I", Imm: ImmMemArg, Feature: MVP},
	I64Load16S:                    {Name: "i64.load16_s", Params: "a", Results: "I", Imm: ImmMemArg, Align: 1, Feature: MVP},
	I64Load16U:                    {Name: "i64.load16_u", Params: "a", Results: "I", Imm: ImmMemArg, Align: 1, Feature: MVP},
	I64Load32S:                    {Name: "i64.load32_s", Params: "a", Results: "I", Imm: ImmMemArg, Align: 2, Feature: MVP},
	I64Load32U:                    {Name: "i64.load32_u", Params: "a", Results: "I", Imm: ImmMemArg, Align: 2, Feature: MVP},
	I32Store:                      {Name: "i32.store", Params: "ai", Imm: ImmMemArg, Align: 2, Feature: MVP},
	I64Store:                      {Name: "i64.store", Params: "aI", Imm: ImmMemArg, Align: 3, Feature: MVP},
	F32Store:                      {Name: "f32.store", Params: "af", Imm: ImmMemArg, Align: 2, Feature: MVP},
	F64Store:                      {Name: "f64.store", Params: "aF", Imm: ImmMemArg, Align: 3, Feature: MVP},
	I32Store8:                     {Name: "i32.store8", Params: "ai", Imm: ImmMemArg, Feature: MVP},
	I32Store16:                    {Name: "i32.store16", Params: "ai", Imm: ImmMemArg, Align: 1, Feature: MVP},
	I64Store8:                     {Name: "i64.store8", Params: "aI", Imm: ImmMemArg, Feature: MVP},
	I64Store16:                    {Name: "i64.store16", Params: "aI", Imm: ImmMemArg, Align: 1, Feature: MVP},
	I64Store32:                    {Name: "i64.store32", Params: "aI", Imm: ImmMemArg, Align: 2, Feature: MVP},
	MemorySize:                    {Name: "memory.size", Results: "a", Imm: ImmMemory, Feature: MVP},
	MemoryGrow:                    {Name: "memory.grow", Params: "a", Results: "a", Imm: ImmMemory, Feature: MVP},
	I32Const:                      {Name: "i32.const", Results: "i", Imm: ImmI32, Feature: MVP},
	I64Const:                      {Name: "i64.const", Results: "I", Imm: ImmI64, Feature: MVP},
	F32Const:                      {Name: "f32.const", Results: "f", Imm: ImmF32, Feature: MVP},
	F64Const:                      {Name: "f64.const", Results: "F", Imm: ImmF64, Feature: MVP},
	I32Eqz:                        {Name: "i32.eqz", Params: "i", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Eq:                         {Name: "i32.eq", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Ne:                         {Name: "i32.ne", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32LtS:                        {Name: "i32.lt_s", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32LtU:                        {Name: "i32.lt_u", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32GtS:                        {Name: "i32.gt_s", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32GtU:                        {Name: "i32.gt_u", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32LeS:                        {Name: "i32.le_s", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32LeU:                        {Name: "i32.le_u", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32GeS:                        {Name: "i32.ge_s", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32GeU:                        {Name: "i32.ge_u", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I64Eqz:                        {Name: "i64.eqz", Params: "I", Results: "i", Imm: ImmNone, Feature: MVP},
	I64Eq:                         {Name: "i64.eq", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64Ne:                         {Name: "i64.ne", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64LtS:                        {Name: "i64.lt_s", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64LtU:                        {Name: "i64.lt_u", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64GtS:                        {Name: "i64.gt_s", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64GtU:                        {Name: "i64.gt_u", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64LeS:                        {Name: "i64.le_s", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64LeU:                        {Name: "i64.le_u", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64GeS:                        {Name: "i64.ge_s", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	I64GeU:                        {Name: "i64.ge_u", Params: "II", Results: "i", Imm: ImmNone, Feature: MVP},
	F32Eq:                         {Name: "f32.eq", Params: "ff", Results: "i", Imm: ImmNone, Feature: MVP},
	F32Ne:                         {Name: "f32.ne", Params: "ff", Results: "i", Imm: ImmNone, Feature: MVP},
	F32Lt:                         {Name: "f32.lt", Params: "ff", Results: "i", Imm: ImmNone, Feature: MVP},
	F32Gt:                         {Name: "f32.gt", Params: "ff", Results: "i", Imm: ImmNone, Feature: MVP},
	F32Le:                         {Name: "f32.le", Params: "ff", Results: "i", Imm: ImmNone, Feature: MVP},
	F32Ge:                         {Name: "f32.ge", Params: "ff", Results: "i", Imm: ImmNone, Feature: MVP},
	F64Eq:                         {Name: "f64.eq", Params: "FF", Results: "i", Imm: ImmNone, Feature: MVP},
	F64Ne:                         {Name: "f64.ne", Params: "FF", Results: "i", Imm: ImmNone, Feature: MVP},
	F64Lt:                         {Name: "f64.lt", Params: "FF", Results: "i", Imm: ImmNone, Feature: MVP},
	F64Gt:                         {Name: "f64.gt", Params: "FF", Results: "i", Imm: ImmNone, Feature: MVP},
	F64Le:                         {Name: "f64.le", Params: "FF", Results: "i", Imm: ImmNone, Feature: MVP},
	F64Ge:                         {Name: "f64.ge", Params: "FF", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Clz:                        {Name: "i32.clz", Params: "i", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Ctz:                        {Name: "i32.ctz", Params: "i", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Popcnt:                     {Name: "i32.popcnt", Params: "i", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Add:                        {Name: "i32.add", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Sub:                        {Name: "i32.sub", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Mul:                        {Name: "i32.mul", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32DivS:                       {Name: "i32.div_s", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32DivU:                       {Name: "i32.div_u", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32RemS:                       {Name: "i32.rem_s", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32RemU:                       {Name: "i32.rem_u", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32And:                        {Name: "i32.and", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Or:                         {Name: "i32.or", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Xor:                        {Name: "i32.xor", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Shl:                        {Name: "i32.shl", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32ShrS:                       {Name: "i32.shr_s", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32ShrU:                       {Name: "i32.shr_u", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Rotl:                       {Name: "i32.rotl", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I32Rotr:                       {Name: "i32.rotr", Params: "ii", Results: "i", Imm: ImmNone, Feature: MVP},
	I64Clz:                        {Name: "i64.clz", Params: "I", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Ctz:                        {Name: "i64.ctz", Params: "I", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Popcnt:                     {Name: "i64.popcnt", Params: "I", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Add:                        {Name: "i64.add", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Sub:                        {Name: "i64.sub", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Mul:                        {Name: "i64.mul", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64DivS:                       {Name: "i64.div_s", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64DivU:                       {Name: "i64.div_u", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64RemS:                       {Name: "i64.rem_s", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64RemU:                       {Name: "i64.rem_u", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64And:                        {Name: "i64.and", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Or:                         {Name: "i64.or", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Xor:                        {Name: "i64.xor", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Shl:                        {Name: "i64.shl", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64ShrS:                       {Name: "i64.shr_s", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64ShrU:                       {Name: "i64.shr_u", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Rotl:                       {Name: "i64.rotl", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	I64Rotr:                       {Name: "i64.rotr", Params: "II", Results: "I", Imm: ImmNone, Feature: MVP},
	F32Abs:                        {Name: "f32.abs", Params: "f", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Neg:                        {Name: "f32.neg", Params: "f", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Ceil:                       {Name: "f32.ceil", Params: "f", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Floor:                      {Name: "f32.floor", Params: "f", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Trunc:                      {Name: "f32.trunc", Params: "f", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Nearest:                    {Name: "f32.nearest", Params: "f", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Sqrt:                       {Name: "f32.sqrt", Params: "f", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Add:                        {Name: "f32.add", Params: "ff", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Sub:                        {Name: "f32.sub", Params: "ff", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Mul:                        {Name: "f32.mul", Params: "ff", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Div:                        {Name: "f32.div", Params: "ff", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Min:                        {Name: "f32.min", Params: "ff", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Max:                        {Name: "f32.max", Params: "ff", Results: "f", Imm: ImmNone, Feature: MVP},
	F32Copysign:                   {Name: "f32.copysign", Params: "ff", Results: "f", Imm: ImmNone, Feature: MVP},
	F64Abs:                        {Name: "f64.abs", Params: "F", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Neg:                        {Name: "f64.neg", Params: "F", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Ceil:                       {Name: "f64.ceil", Params: "F", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Floor:                      {Name: "f64.floor", Params: "F", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Trunc:                      {Name: "f64.trunc", Params: "F", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Nearest:                    {Name: "f64.nearest", Params: "F", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Sqrt:                       {Name: "f64.sqrt", Params: "F", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Add:                        {Name: "f64.add", Params: "FF", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Sub:                        {Name: "f64.sub", Params: "FF", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Mul:                        {Name: "f64.mul", Params: "FF", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Div:                        {Name: "f64.div", Params: "FF", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Min:                        {Name: "f64.min", Params: "FF", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Max:                        {Name: "f64.max", Params: "FF", Results: "F", Imm: ImmNone, Feature: MVP},
	F64Copysign:                   {Name: "f64.copysign", Params: "FF", Results: "F", Imm: ImmNone, Feature: MVP},
	I32WrapI64:                    {Name: "i32.wrap_i64", Params: "I", Results: "i", Imm: ImmNone, Feature: MVP},
	I32TruncF32S:                  {Name: "i32.trunc_f32_s", Params: "f", Results: "i", Imm: ImmNone, Feature: MVP},
	I32TruncF32U:                  {Name: "i32.trunc_f32_u", Params: "f", Results: "i", Imm: ImmNone, Feature: MVP},
	I32TruncF64S:                  {Name: "i32.trunc_f64_s", Params: "F", Results: "i", Imm: ImmNone, Feature: MVP},
	I32TruncF64U:                  {Name: "i32.trunc_f64_u", Params: "F", Results: "i", Imm: ImmNone, Feature: MVP},
	I64ExtendI32S:                 {Name: "i64.extend_i32_s", Params: "i", Results: "I", Imm: ImmNone, Feature: MVP},
	I64ExtendI32U:                 {Name: "i64.extend_i32_u", Params: "i", Results: "I", Imm: ImmNone, Feature: MVP},
	I64TruncF32S:                  {Name: "i64.trunc_f32_s", Params: "f", Results: "I", Imm: ImmNone, Feature: MVP},
	I64TruncF32U:                  {Name: "i64.trunc_f32_u", Params: "f", Results: "I", Imm: ImmNone, Feature: MVP},
	I64TruncF64S:                  {Name: "i64.trunc_f64_s", Params: "F", Results: "I", Imm: ImmNone, Feature: MVP},
	I64TruncF64U:                  {Name: "i64.trunc_f64_u", Params: "F", Results: "I", Imm: ImmNone, Feature: MVP},
	F32ConvertI32S:                {Name: "f32.convert_i32_s", Params: "i", Results: "f", Imm: ImmNone, Feature: MVP},
	F32ConvertI32U:                {Name: "f32.convert_i32_u", Params: "i", Results: "f", Imm: ImmNone, Feature: MVP},
	F32ConvertI64S:                {Name: "f32.convert_i64_s", Params: "I", Results: "f", Imm: ImmNone, Feature: MVP},
	F32ConvertI64U:                {Name: "f32.convert_i64_u", Params: "I", Results: "f", Imm: ImmNone, Feature: MVP},
	F32DemoteF64:                  {Name: "f32.demote_f64", Params: "F", Results: "f", Imm: ImmNone, Feature: MVP},
	F64ConvertI32S:                {Name: "f64.convert_i32_s", Params: "i", Results: "F", Imm: ImmNone, Feature: MVP},
	F64ConvertI32U:                {Name: "f64.convert_i32_u", Params: "i", Results: "F", Imm: ImmNone, Feature: MVP},
	F64ConvertI64S:                {Name: "f64.convert_i64_s", Params: "I", Results: "F", Imm: ImmNone, Feature: MVP},
	F64ConvertI64U:                {Name: "f64.convert_i64_u", Params: "I", Results: "F", Imm: ImmNone, Feature: MVP},
	F64PromoteF32:                 {Name: "f64.promote_f32", Params: "f", Results: "F", Imm: ImmNone, Feature: MVP},
	I32ReinterpretF32:             {Name: "i32.reinterpret_f32", Params: "f", Results: "i", Imm: ImmNone, Feature: MVP},
	I64ReinterpretF64:             {Name: "i64.reinterpret_f64", Params: "F", Results: "I", Imm: ImmNone, Feature: MVP},
	F32ReinterpretI32:             {Name: "f32.reinterpret_i32", Params: "i", Results: "f", Imm: ImmNone, Feature: MVP},
	F64ReinterpretI64:             {Name: "f64.reinterpret_i64", Params: "I", Results: "F", Imm: ImmNone, Feature: MVP},
	I32Extend8S:                   {Name: "i32.extend8_s", Params: "i", Results: "i", Imm: ImmNone, Feature: SignExtension},
	I32Extend16S:                  {Name: "i32.extend16_s", Params: "i", Results: "i", Imm: ImmNone, Feature: SignExtension},
	I64Extend8S:                   {Name: "i64.extend8_s", Params: "I", Results: "I", Imm: ImmNone, Feature: SignExtension},
	I64Extend16S:                  {Name: "i64.extend16_s", Params: "I", Results: "I", Imm: ImmNone, Feature: SignExtension},
	I64Extend32S:                  {Name: "i64.extend32_s", Params: "I", Results: "I", Imm: ImmNone, Feature: SignExtension},
	RefNull:                       {Name: "ref.null", Special: true, Imm: ImmHeapType, Feature: ReferenceTypes},
	RefIsNull:                     {Name: "ref.is_null", Special: true, Imm: ImmNone, Feature: ReferenceTypes},
	RefFunc:                       {Name: "ref.func", Special: true, Imm: ImmFunc, Feature: ReferenceTypes},
	RefEq:                         {Name: "ref.eq", Special: true, Imm: ImmNone, Feature: GC},
	RefAsNonNull:                  {Name: "ref.as_non_null", Special: true, Imm: ImmNone, Feature: FunctionReferences},
	BrOnNull:                      {Name: "br_on_null", Special: true, Imm: ImmLabel, Feature: FunctionReferences},
	BrOnNonNull:                   {Name: "br_on_non_null", Special: true, Imm: ImmLabel, Feature: FunctionReferences},
	StructNew:                     {Name: "struct.new", Special: true, Imm: ImmType, Feature: GC},
	StructNewDefault:              {Name: "struct.new_default", Special: true, Imm: ImmType, Feature: GC},
	StructGet:                     {Name: "struct.get", Special: true, Imm: ImmTypeField, Feature: GC},
	StructGetS:                    {Name: "struct.get_s", Special: true, Imm: ImmTypeField, Feature: GC},
	StructGetU:                    {Name: "struct.get_u", Special: true, Imm: ImmTypeField, Feature: GC},
	StructSet:                     {Name: "struct.set", Special: true, Imm: ImmTypeField, Feature: GC},
	ArrayNew:                      {Name: "array.new", Special: true, Imm: ImmType, Feature: GC},
	ArrayNewDefault:               {Name: "array.new_default", Special: true, Imm: ImmType, Feature: GC},
	ArrayNewFixed:                 {Name: "array.new_fixed", Special: true, Imm: ImmTypeN, Feature: GC},
	ArrayNewData:                  {Name: "array.new_data", Special: true, Imm: ImmTypeData, Feature: GC},
	ArrayNewElem:                  {Name: "array.new_elem", Special: true, Imm: ImmTypeElem, Feature: GC},
	ArrayGet:                      {Name: "array.get", Special: true, Imm: ImmType, Feature: GC},
	ArrayGetS:                     {Name: "array.get_s", Special: true, Imm: ImmType, Feature: GC},
	ArrayGetU:                     {Name: "array.get_u", Special: true, Imm: ImmType, Feature: GC},
	ArraySet:                      {Name: "array.set", Special: true, Imm: ImmType, Feature: GC},
	ArrayLen:                      {Name: "array.len", Special: true, Imm: ImmNone, Feature: GC},
	ArrayFill:                     {Name: "array.fill", Special: true, Imm: ImmType, Feature: GC},
	ArrayCopy:                     {Name: "array.copy", Special: true, Imm: ImmTypeType, Feature: GC},
	ArrayInitData:                 {Name: "array.init_data", Special: true, Imm: ImmTypeData, Feature: GC},
	ArrayInitElem:                 {Name: "array.init_elem", Special: true, Imm: ImmTypeElem, Feature: GC},
	RefTest:                       {Name: "ref.test", Special: true, Imm: ImmHeapType, Feature: GC},
	RefTestNull:                   {Name: "ref.test_null", Special: true, Imm: ImmHeapType, Feature: GC},
	RefCast:                       {Name: "ref.cast", Special: true, Imm: ImmHeapType, Feature: GC},
	RefCastNull:                   {Name: "ref.cast_null", Special: true, Imm: ImmHeapType, Feature: GC},
	BrOnCast:                      {Name: "br_on_cast", Special: true, Imm: ImmBrOnCast, Feature: GC},
	BrOnCastFail:                  {Name: "br_on_cast_fail", Special: true, Imm: ImmBrOnCast, Feature: GC},
	AnyConvertExtern:              {Name: "any.convert_extern", Special: true, Imm: ImmNone, Feature: GC},
	ExternConvertAny:              {Name: "extern.convert_any", Special: true, Imm: ImmNone, Feature: GC},
	RefI31:                        {Name: "ref.i31", Special: true, Imm: ImmNone, Feature: GC},
	I31GetS:                       {Name: "i31.get_s", Special: true, Imm: ImmNone, Feature: GC},
	I31GetU:                       {Name: "i31.get_u", Special: true, Imm: ImmNone, Feature: GC},
	I32TruncSatF32S:               {Name: "i32.trunc_sat_f32_s", Params: "f", Results: "i", Imm: ImmNone, Feature: TruncSat},
	I32TruncSatF32U:               {Name: "i32.trunc_sat_f32_u", Params: "f", Results: "i", Imm: ImmNone, Feature: TruncSat},
	I32TruncSatF64S:               {Name: "i32.trunc_sat_f64_s", Params: "F", Results: "i", Imm: ImmNone, Feature: TruncSat},
	I32TruncSatF64U:               {Name: "i32.trunc_sat_f64_u", Params: "F", Results: "i", Imm: ImmNone, Feature: TruncSat},
	I64TruncSatF32S:               {Name: "i64.trunc_sat_f32_s", Params: "f", Results: "I", Imm: ImmNone, Feature: TruncSat},
	I64TruncSatF32U:               {Name: "i64.trunc_sat_f32_u", Params: "f", Results: "I", Imm: ImmNone, Feature: TruncSat},
	I64TruncSatF64S:               {Name: "i64.trunc_sat_f64_s", Params: "F", Results: "I", Imm: ImmNone, Feature: TruncSat},
	I64TruncSatF64U:               {Name: "i64.trunc_sat_f64_u", Params: "F", Results: "I", Imm: ImmNone, Feature: TruncSat},
	MemoryInit:                    {Name: "memory.init", Special: true, Imm: ImmDataMemory, Feature: BulkMemory},
	DataDrop:                      {Name: "data.drop", Imm: ImmData, Feature: BulkMemory},
	MemoryCopy:                    {Name: "memory.copy", Special: true, Imm: ImmMemoryMemory, Feature: BulkMemory},
	MemoryFill:                    {Name: "memory.fill", Special: true, Imm: ImmMemory, Feature: BulkMemory},
	TableInit:                     {Name: "table.init", Special: true, Imm: ImmElemTable, Feature: BulkMemory},
	ElemDrop:                      {Name: "elem.drop", Imm: ImmElem, Feature: BulkMemory},
	TableCopy:                     {Name: "table.copy", Special: true, Imm: ImmTableTable, Feature: BulkMemory},
	TableGrow:                     {Name: "table.grow", Special: true, Imm: ImmTable, Feature: ReferenceTypes},
	TableSize:                     {Name: "table.size", Special: true, Imm: ImmTable, Feature: ReferenceTypes},
	TableFill:                     {Name: "table.fill", Special: true, Imm: ImmTable, Feature: ReferenceTypes},
	V128Load:                      {Name: "v128.load", Params: "a", Results: "v", Imm: ImmMemArg, Align: 4, Feature: SIMD},
	V128Load8x8S:                  {Name: "v128.load8x8_s", Params: "a", Results: "v", Imm: ImmMemArg, Align: 3, Feature: SIMD},
	V128Load8x8U:                  {Name: "v128.load8x8_u", Params: "a", Results: "v", Imm: ImmMemArg, Align: 3, Feature: SIMD},
	V128Load16x4S:                 {Name: "v128.load16x4_s", Params: "a", Results: "v", Imm: ImmMemArg, Align: 3, Feature: SIMD},
	V128Load16x4U:                 {Name: "v128.load16x4_u", Params: "a", Results: "v", Imm: ImmMemArg, Align: 3, Feature: SIMD},
	V128Load32x2S:                 {Name: "v128.load32x2_s", Params: "a", Results: "v", Imm: ImmMemArg, Align: 3, Feature: SIMD},
	V128Load32x2U:                 {Name: "v128.load32x2_u", Params: "a", Results: "v", Imm: ImmMemArg, Align: 3, Feature: SIMD},
	V128Load8Splat:                {Name: "v128.load8_splat", Params: "a", Results: "v", Imm: ImmMemArg, Feature: SIMD},
	V128Load16Splat:               {Name: "v128.load16_splat", Params: "a", Results: "v", Imm: ImmMemArg, Align: 1, Feature: SIMD},
	V128Load32Splat:               {Name: "v128.load32_splat", Params: "a", Results: "v", Imm: ImmMemArg, Align: 2, Feature: SIMD},
	V128Load64Splat:               {Name: "v128.load64_splat", Params: "a", Results: "v", Imm: ImmMemArg, Align: 3, Feature: SIMD},
	V128Store:                     {Name: "v128.store", Params: "av", Imm: ImmMemArg, Align: 4, Feature: SIMD},
	V128Const:                     {Name: "v128.const", Results: "v", Imm: ImmV128, Feature: SIMD},
	I8x16Shuffle:                  {Name: "i8x16.shuffle", Params: "vv", Results: "v", Imm: ImmShuffle, Feature: SIMD},
	I8x16Swizzle:                  {Name: "i8x16.swizzle", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16Splat:                    {Name: "i8x16.splat", Params: "i", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Splat:                    {Name: "i16x8.splat", Params: "i", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Splat:                    {Name: "i32x4.splat", Params: "i", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Splat:                    {Name: "i64x2.splat", Params: "I", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Splat:                    {Name: "f32x4.splat", Params: "f", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Splat:                    {Name: "f64x2.splat", Params: "F", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16ExtractLaneS:             {Name: "i8x16.extract_lane_s", Params: "v", Results: "i", Imm: ImmLane, Feature: SIMD},
	I8x16ExtractLaneU:             {Name: "i8x16.extract_lane_u", Params: "v", Results: "i", Imm: ImmLane, Feature: SIMD},
	I8x16ReplaceLane:              {Name: "i8x16.replace_lane", Params: "vi", Results: "v", Imm: ImmLane, Feature: SIMD},
	I16x8ExtractLaneS:             {Name: "i16x8.extract_lane_s", Params: "v", Results: "i", Imm: ImmLane, Feature: SIMD},
	I16x8ExtractLaneU:             {Name: "i16x8.extract_lane_u", Params: "v", Results: "i", Imm: ImmLane, Feature: SIMD},
	I16x8ReplaceLane:              {Name: "i16x8.replace_lane", Params: "vi", Results: "v", Imm: ImmLane, Feature: SIMD},
	I32x4ExtractLane:              {Name: "i32x4.extract_lane", Params: "v", Results: "i", Imm: ImmLane, Feature: SIMD},
	I32x4ReplaceLane:              {Name: "i32x4.replace_lane", Params: "vi", Results: "v", Imm: ImmLane, Feature: SIMD},
	I64x2ExtractLane:              {Name: "i64x2.extract_lane", Params: "v", Results: "I", Imm: ImmLane, Feature: SIMD},
	I64x2ReplaceLane:              {Name: "i64x2.replace_lane", Params: "vI", Results: "v", Imm: ImmLane, Feature: SIMD},
	F32x4ExtractLane:              {Name: "f32x4.extract_lane", Params: "v", Results: "f", Imm: ImmLane, Feature: SIMD},
	F32x4ReplaceLane:              {Name: "f32x4.replace_lane", Params: "vf", Results: "v", Imm: ImmLane, Feature: SIMD},
	F64x2ExtractLane:              {Name: "f64x2.extract_lane", Params: "v", Results: "F", Imm: ImmLane, Feature: SIMD},
	F64x2ReplaceLane:              {Name: "f64x2.replace_lane", Params: "vF", Results: "v", Imm: ImmLane, Feature: SIMD},
	I8x16Eq:                       {Name: "i8x16.eq", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16Ne:                       {Name: "i8x16.ne", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16LtS:                      {Name: "i8x16.lt_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16LtU:                      {Name: "i8x16.lt_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16GtS:                      {Name: "i8x16.gt_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16GtU:                      {Name: "i8x16.gt_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16LeS:                      {Name: "i8x16.le_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16LeU:                      {Name: "i8x16.le_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16GeS:                      {Name: "i8x16.ge_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16GeU:                      {Name: "i8x16.ge_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Eq:                       {Name: "i16x8.eq", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Ne:                       {Name: "i16x8.ne", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8LtS:                      {Name: "i16x8.lt_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8LtU:                      {Name: "i16x8.lt_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8GtS:                      {Name: "i16x8.gt_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8GtU:                      {Name: "i16x8.gt_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8LeS:                      {Name: "i16x8.le_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8LeU:                      {Name: "i16x8.le_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8GeS:                      {Name: "i16x8.ge_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8GeU:                      {Name: "i16x8.ge_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Eq:                       {Name: "i32x4.eq", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Ne:                       {Name: "i32x4.ne", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4LtS:                      {Name: "i32x4.lt_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4LtU:                      {Name: "i32x4.lt_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4GtS:                      {Name: "i32x4.gt_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4GtU:                      {Name: "i32x4.gt_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4LeS:                      {Name: "i32x4.le_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4LeU:                      {Name: "i32x4.le_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4GeS:                      {Name: "i32x4.ge_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4GeU:                      {Name: "i32x4.ge_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Eq:                       {Name: "f32x4.eq", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Ne:                       {Name: "f32x4.ne", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Lt:                       {Name: "f32x4.lt", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Gt:                       {Name: "f32x4.gt", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Le:                       {Name: "f32x4.le", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Ge:                       {Name: "f32x4.ge", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Eq:                       {Name: "f64x2.eq", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Ne:                       {Name: "f64x2.ne", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Lt:                       {Name: "f64x2.lt", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Gt:                       {Name: "f64x2.gt", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Le:                       {Name: "f64x2.le", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Ge:                       {Name: "f64x2.ge", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	V128Not:                       {Name: "v128.not", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	V128And:                       {Name: "v128.and", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	V128Andnot:                    {Name: "v128.andnot", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	V128Or:                        {Name: "v128.or", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	V128Xor:                       {Name: "v128.xor", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	V128Bitselect:                 {Name: "v128.bitselect", Params: "vvv", Results: "v", Imm: ImmNone, Feature: SIMD},
	V128AnyTrue:                   {Name: "v128.any_true", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	V128Load8Lane:                 {Name: "v128.load8_lane", Params: "av", Results: "v", Imm: ImmMemArgLane, Feature: SIMD},
	V128Store8Lane:                {Name: "v128.store8_lane", Params: "av", Imm: ImmMemArgLane, Feature: SIMD},
	V128Load16Lane:                {Name: "v128.load16_lane", Params: "av", Results: "v", Imm: ImmMemArgLane, Align: 1, Feature: SIMD},
	V128Store16Lane:               {Name: "v128.store16_lane", Params: "av", Imm: ImmMemArgLane, Align: 1, Feature: SIMD},
	V128Load32Lane:                {Name: "v128.load32_lane", Params: "av", Results: "v", Imm: ImmMemArgLane, Align: 2, Feature: SIMD},
	V128Store32Lane:               {Name: "v128.store32_lane", Params: "av", Imm: ImmMemArgLane, Align: 2, Feature: SIMD},
	V128Load64Lane:                {Name: "v128.load64_lane", Params: "av", Results: "v", Imm: ImmMemArgLane, Align: 3, Feature: SIMD},
	V128Store64Lane:               {Name: "v128.store64_lane", Params: "av", Imm: ImmMemArgLane, Align: 3, Feature: SIMD},
	V128Load32Zero:                {Name: "v128.load32_zero", Params: "a", Results: "v", Imm: ImmMemArg, Align: 2, Feature: SIMD},
	V128Load64Zero:                {Name: "v128.load64_zero", Params: "a", Results: "v", Imm: ImmMemArg, Align: 3, Feature: SIMD},
	F32x4DemoteF64x2Zero:          {Name: "f32x4.demote_f64x2_zero", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2PromoteLowF32x4:          {Name: "f64x2.promote_low_f32x4", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16Abs:                      {Name: "i8x16.abs", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16Neg:                      {Name: "i8x16.neg", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16Popcnt:                   {Name: "i8x16.popcnt", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16AllTrue:                  {Name: "i8x16.all_true", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	I8x16Bitmask:                  {Name: "i8x16.bitmask", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	I8x16NarrowI16x8S:             {Name: "i8x16.narrow_i16x8_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16NarrowI16x8U:             {Name: "i8x16.narrow_i16x8_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Ceil:                     {Name: "f32x4.ceil", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Floor:                    {Name: "f32x4.floor", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Trunc:                    {Name: "f32x4.trunc", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Nearest:                  {Name: "f32x4.nearest", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16Shl:                      {Name: "i8x16.shl", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16ShrS:                     {Name: "i8x16.shr_s", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16ShrU:                     {Name: "i8x16.shr_u", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16Add:                      {Name: "i8x16.add", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16AddSatS:                  {Name: "i8x16.add_sat_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16AddSatU:                  {Name: "i8x16.add_sat_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16Sub:                      {Name: "i8x16.sub", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16SubSatS:                  {Name: "i8x16.sub_sat_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16SubSatU:                  {Name: "i8x16.sub_sat_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Ceil:                     {Name: "f64x2.ceil", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Floor:                    {Name: "f64x2.floor", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16MinS:                     {Name: "i8x16.min_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16MinU:                     {Name: "i8x16.min_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16MaxS:                     {Name: "i8x16.max_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16MaxU:                     {Name: "i8x16.max_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Trunc:                    {Name: "f64x2.trunc", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16AvgrU:                    {Name: "i8x16.avgr_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtaddPairwiseI8x16S:     {Name: "i16x8.extadd_pairwise_i8x16_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtaddPairwiseI8x16U:     {Name: "i16x8.extadd_pairwise_i8x16_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtaddPairwiseI16x8S:     {Name: "i32x4.extadd_pairwise_i16x8_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtaddPairwiseI16x8U:     {Name: "i32x4.extadd_pairwise_i16x8_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Abs:                      {Name: "i16x8.abs", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Neg:                      {Name: "i16x8.neg", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Q15mulrSatS:              {Name: "i16x8.q15mulr_sat_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8AllTrue:                  {Name: "i16x8.all_true", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	I16x8Bitmask:                  {Name: "i16x8.bitmask", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	I16x8NarrowI32x4S:             {Name: "i16x8.narrow_i32x4_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8NarrowI32x4U:             {Name: "i16x8.narrow_i32x4_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtendLowI8x16S:          {Name: "i16x8.extend_low_i8x16_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtendHighI8x16S:         {Name: "i16x8.extend_high_i8x16_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtendLowI8x16U:          {Name: "i16x8.extend_low_i8x16_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtendHighI8x16U:         {Name: "i16x8.extend_high_i8x16_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Shl:                      {Name: "i16x8.shl", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ShrS:                     {Name: "i16x8.shr_s", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ShrU:                     {Name: "i16x8.shr_u", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Add:                      {Name: "i16x8.add", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8AddSatS:                  {Name: "i16x8.add_sat_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8AddSatU:                  {Name: "i16x8.add_sat_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Sub:                      {Name: "i16x8.sub", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8SubSatS:                  {Name: "i16x8.sub_sat_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8SubSatU:                  {Name: "i16x8.sub_sat_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Nearest:                  {Name: "f64x2.nearest", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8Mul:                      {Name: "i16x8.mul", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8MinS:                     {Name: "i16x8.min_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8MinU:                     {Name: "i16x8.min_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8MaxS:                     {Name: "i16x8.max_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8MaxU:                     {Name: "i16x8.max_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8AvgrU:                    {Name: "i16x8.avgr_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtmulLowI8x16S:          {Name: "i16x8.extmul_low_i8x16_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtmulHighI8x16S:         {Name: "i16x8.extmul_high_i8x16_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtmulLowI8x16U:          {Name: "i16x8.extmul_low_i8x16_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I16x8ExtmulHighI8x16U:         {Name: "i16x8.extmul_high_i8x16_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Abs:                      {Name: "i32x4.abs", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Neg:                      {Name: "i32x4.neg", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4AllTrue:                  {Name: "i32x4.all_true", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	I32x4Bitmask:                  {Name: "i32x4.bitmask", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	I32x4ExtendLowI16x8S:          {Name: "i32x4.extend_low_i16x8_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtendHighI16x8S:         {Name: "i32x4.extend_high_i16x8_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtendLowI16x8U:          {Name: "i32x4.extend_low_i16x8_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtendHighI16x8U:         {Name: "i32x4.extend_high_i16x8_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Shl:                      {Name: "i32x4.shl", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ShrS:                     {Name: "i32x4.shr_s", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ShrU:                     {Name: "i32x4.shr_u", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Add:                      {Name: "i32x4.add", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Sub:                      {Name: "i32x4.sub", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4Mul:                      {Name: "i32x4.mul", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4MinS:                     {Name: "i32x4.min_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4MinU:                     {Name: "i32x4.min_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4MaxS:                     {Name: "i32x4.max_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4MaxU:                     {Name: "i32x4.max_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4DotI16x8S:                {Name: "i32x4.dot_i16x8_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtmulLowI16x8S:          {Name: "i32x4.extmul_low_i16x8_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtmulHighI16x8S:         {Name: "i32x4.extmul_high_i16x8_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtmulLowI16x8U:          {Name: "i32x4.extmul_low_i16x8_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4ExtmulHighI16x8U:         {Name: "i32x4.extmul_high_i16x8_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Abs:                      {Name: "i64x2.abs", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Neg:                      {Name: "i64x2.neg", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2AllTrue:                  {Name: "i64x2.all_true", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	I64x2Bitmask:                  {Name: "i64x2.bitmask", Params: "v", Results: "i", Imm: ImmNone, Feature: SIMD},
	I64x2ExtendLowI32x4S:          {Name: "i64x2.extend_low_i32x4_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ExtendHighI32x4S:         {Name: "i64x2.extend_high_i32x4_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ExtendLowI32x4U:          {Name: "i64x2.extend_low_i32x4_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ExtendHighI32x4U:         {Name: "i64x2.extend_high_i32x4_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Shl:                      {Name: "i64x2.shl", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ShrS:                     {Name: "i64x2.shr_s", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ShrU:                     {Name: "i64x2.shr_u", Params: "vi", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Add:                      {Name: "i64x2.add", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Sub:                      {Name: "i64x2.sub", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Mul:                      {Name: "i64x2.mul", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Eq:                       {Name: "i64x2.eq", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2Ne:                       {Name: "i64x2.ne", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2LtS:                      {Name: "i64x2.lt_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2GtS:                      {Name: "i64x2.gt_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2LeS:                      {Name: "i64x2.le_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2GeS:                      {Name: "i64x2.ge_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ExtmulLowI32x4S:          {Name: "i64x2.extmul_low_i32x4_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ExtmulHighI32x4S:         {Name: "i64x2.extmul_high_i32x4_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ExtmulLowI32x4U:          {Name: "i64x2.extmul_low_i32x4_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I64x2ExtmulHighI32x4U:         {Name: "i64x2.extmul_high_i32x4_u", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Abs:                      {Name: "f32x4.abs", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Neg:                      {Name: "f32x4.neg", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Sqrt:                     {Name: "f32x4.sqrt", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Add:                      {Name: "f32x4.add", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Sub:                      {Name: "f32x4.sub", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Mul:                      {Name: "f32x4.mul", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Div:                      {Name: "f32x4.div", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Min:                      {Name: "f32x4.min", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Max:                      {Name: "f32x4.max", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Pmin:                     {Name: "f32x4.pmin", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4Pmax:                     {Name: "f32x4.pmax", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Abs:                      {Name: "f64x2.abs", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Neg:                      {Name: "f64x2.neg", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Sqrt:                     {Name: "f64x2.sqrt", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Add:                      {Name: "f64x2.add", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Sub:                      {Name: "f64x2.sub", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Mul:                      {Name: "f64x2.mul", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Div:                      {Name: "f64x2.div", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Min:                      {Name: "f64x2.min", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Max:                      {Name: "f64x2.max", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Pmin:                     {Name: "f64x2.pmin", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2Pmax:                     {Name: "f64x2.pmax", Params: "vv", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4TruncSatF32x4S:           {Name: "i32x4.trunc_sat_f32x4_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4TruncSatF32x4U:           {Name: "i32x4.trunc_sat_f32x4_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4ConvertI32x4S:            {Name: "f32x4.convert_i32x4_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F32x4ConvertI32x4U:            {Name: "f32x4.convert_i32x4_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4TruncSatF64x2SZero:       {Name: "i32x4.trunc_sat_f64x2_s_zero", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I32x4TruncSatF64x2UZero:       {Name: "i32x4.trunc_sat_f64x2_u_zero", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2ConvertLowI32x4S:         {Name: "f64x2.convert_low_i32x4_s", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	F64x2ConvertLowI32x4U:         {Name: "f64x2.convert_low_i32x4_u", Params: "v", Results: "v", Imm: ImmNone, Feature: SIMD},
	I8x16RelaxedSwizzle:           {Name: "i8x16.relaxed_swizzle", Params: "vv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I32x4RelaxedTruncF32x4S:       {Name: "i32x4.relaxed_trunc_f32x4_s", Params: "v", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I32x4RelaxedTruncF32x4U:       {Name: "i32x4.relaxed_trunc_f32x4_u", Params: "v", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I32x4RelaxedTruncF64x2SZero:   {Name: "i32x4.relaxed_trunc_f64x2_s_zero", Params: "v", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I32x4RelaxedTruncF64x2UZero:   {Name: "i32x4.relaxed_trunc_f64x2_u_zero", Params: "v", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	F32x4RelaxedMadd:              {Name: "f32x4.relaxed_madd", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	F32x4RelaxedNmadd:             {Name: "f32x4.relaxed_nmadd", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	F64x2RelaxedMadd:              {Name: "f64x2.relaxed_madd", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	F64x2RelaxedNmadd:             {Name: "f64x2.relaxed_nmadd", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I8x16RelaxedLaneselect:        {Name: "i8x16.relaxed_laneselect", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I16x8RelaxedLaneselect:        {Name: "i16x8.relaxed_laneselect", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I32x4RelaxedLaneselect:        {Name: "i32x4.relaxed_laneselect", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I64x2RelaxedLaneselect:        {Name: "i64x2.relaxed_laneselect", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	F32x4RelaxedMin:               {Name: "f32x4.relaxed_min", Params: "vv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	F32x4RelaxedMax:               {Name: "f32x4.relaxed_max", Params: "vv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	F64x2RelaxedMin:               {Name: "f64x2.relaxed_min", Params: "vv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	F64x2RelaxedMax:               {Name: "f64x2.relaxed_max", Params: "vv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I16x8RelaxedQ15mulrS:          {Name: "i16x8.relaxed_q15mulr_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I16x8RelaxedDotI8x16I7x16S:    {Name: "i16x8.relaxed_dot_i8x16_i7x16_s", Params: "vv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	I32x4RelaxedDotI8x16I7x16AddS: {Name: "i32x4.relaxed_dot_i8x16_i7x16_add_s", Params: "vvv", Results: "v", Imm: ImmNone, Feature: RelaxedSIMD},
	MemoryAtomicNotify:            {Name: "memory.atomic.notify", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	MemoryAtomicWait32:            {Name: "memory.atomic.wait32", Params: "aiI", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	MemoryAtomicWait64:            {Name: "memory.atomic.wait64", Params: "aII", Results: "i", Imm: ImmMemArg, Align: 3, Feature: Threads},
	AtomicFence:                   {Name: "atomic.fence", Imm: ImmFence, Feature: Threads},
	I32AtomicLoad:                 {Name: "i32.atomic.load", Params: "a", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicLoad:                 {Name: "i64.atomic.load", Params: "a", Results: "I", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicLoad8U:               {Name: "i32.atomic.load8_u", Params: "a", Results: "i", Imm: ImmMemArg, Feature: Threads},
	I32AtomicLoad16U:              {Name: "i32.atomic.load16_u", Params: "a", Results: "i", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicLoad8U:               {Name: "i64.atomic.load8_u", Params: "a", Results: "I", Imm: ImmMemArg, Feature: Threads},
	I64AtomicLoad16U:              {Name: "i64.atomic.load16_u", Params: "a", Results: "I", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicLoad32U:              {Name: "i64.atomic.load32_u", Params: "a", Results: "I", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I32AtomicStore:                {Name: "i32.atomic.store", Params: "ai", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicStore:                {Name: "i64.atomic.store", Params: "aI", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicStore8:               {Name: "i32.atomic.store8", Params: "ai", Imm: ImmMemArg, Feature: Threads},
	I32AtomicStore16:              {Name: "i32.atomic.store16", Params: "ai", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicStore8:               {Name: "i64.atomic.store8", Params: "aI", Imm: ImmMemArg, Feature: Threads},
	I64AtomicStore16:              {Name: "i64.atomic.store16", Params: "aI", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicStore32:              {Name: "i64.atomic.store32", Params: "aI", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I32AtomicRmwAdd:               {Name: "i32.atomic.rmw.add", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicRmwAdd:               {Name: "i64.atomic.rmw.add", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicRmw8AddU:             {Name: "i32.atomic.rmw8.add_u", Params: "ai", Results: "i", Imm: ImmMemArg, Feature: Threads},
	I32AtomicRmw16AddU:            {Name: "i32.atomic.rmw16.add_u", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw8AddU:             {Name: "i64.atomic.rmw8.add_u", Params: "aI", Results: "I", Imm: ImmMemArg, Feature: Threads},
	I64AtomicRmw16AddU:            {Name: "i64.atomic.rmw16.add_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw32AddU:            {Name: "i64.atomic.rmw32.add_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I32AtomicRmwSub:               {Name: "i32.atomic.rmw.sub", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicRmwSub:               {Name: "i64.atomic.rmw.sub", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicRmw8SubU:             {Name: "i32.atomic.rmw8.sub_u", Params: "ai", Results: "i", Imm: ImmMemArg, Feature: Threads},
	I32AtomicRmw16SubU:            {Name: "i32.atomic.rmw16.sub_u", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw8SubU:             {Name: "i64.atomic.rmw8.sub_u", Params: "aI", Results: "I", Imm: ImmMemArg, Feature: Threads},
	I64AtomicRmw16SubU:            {Name: "i64.atomic.rmw16.sub_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw32SubU:            {Name: "i64.atomic.rmw32.sub_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I32AtomicRmwAnd:               {Name: "i32.atomic.rmw.and", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicRmwAnd:               {Name: "i64.atomic.rmw.and", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicRmw8AndU:             {Name: "i32.atomic.rmw8.and_u", Params: "ai", Results: "i", Imm: ImmMemArg, Feature: Threads},
	I32AtomicRmw16AndU:            {Name: "i32.atomic.rmw16.and_u", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw8AndU:             {Name: "i64.atomic.rmw8.and_u", Params: "aI", Results: "I", Imm: ImmMemArg, Feature: Threads},
	I64AtomicRmw16AndU:            {Name: "i64.atomic.rmw16.and_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw32AndU:            {Name: "i64.atomic.rmw32.and_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I32AtomicRmwOr:                {Name: "i32.atomic.rmw.or", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicRmwOr:                {Name: "i64.atomic.rmw.or", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicRmw8OrU:              {Name: "i32.atomic.rmw8.or_u", Params: "ai", Results: "i", Imm: ImmMemArg, Feature: Threads},
	I32AtomicRmw16OrU:             {Name: "i32.atomic.rmw16.or_u", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw8OrU:              {Name: "i64.atomic.rmw8.or_u", Params: "aI", Results: "I", Imm: ImmMemArg, Feature: Threads},
	I64AtomicRmw16OrU:             {Name: "i64.atomic.rmw16.or_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw32OrU:             {Name: "i64.atomic.rmw32.or_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I32AtomicRmwXor:               {Name: "i32.atomic.rmw.xor", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicRmwXor:               {Name: "i64.atomic.rmw.xor", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicRmw8XorU:             {Name: "i32.atomic.rmw8.xor_u", Params: "ai", Results: "i", Imm: ImmMemArg, Feature: Threads},
	I32AtomicRmw16XorU:            {Name: "i32.atomic.rmw16.xor_u", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw8XorU:             {Name: "i64.atomic.rmw8.xor_u", Params: "aI", Results: "I", Imm: ImmMemArg, Feature: Threads},
	I64AtomicRmw16XorU:            {Name: "i64.atomic.rmw16.xor_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw32XorU:            {Name: "i64.atomic.rmw32.xor_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I32AtomicRmwXchg:              {Name: "i32.atomic.rmw.xchg", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicRmwXchg:              {Name: "i64.atomic.rmw.xchg", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicRmw8XchgU:            {Name: "i32.atomic.rmw8.xchg_u", Params: "ai", Results: "i", Imm: ImmMemArg, Feature: Threads},
	I32AtomicRmw16XchgU:           {Name: "i32.atomic.rmw16.xchg_u", Params: "ai", Results: "i", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw8XchgU:            {Name: "i64.atomic.rmw8.xchg_u", Params: "aI", Results: "I", Imm: ImmMemArg, Feature: Threads},
	I64AtomicRmw16XchgU:           {Name: "i64.atomic.rmw16.xchg_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw32XchgU:           {Name: "i64.atomic.rmw32.xchg_u", Params: "aI", Results: "I", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I32AtomicRmwCmpxchg:           {Name: "i32.atomic.rmw.cmpxchg", Params: "aii", Results: "i", Imm: ImmMemArg, Align: 2, Feature: Threads},
	I64AtomicRmwCmpxchg:           {Name: "i64.atomic.rmw.cmpxchg", Params: "aII", Results: "I", Imm: ImmMemArg, Align: 3, Feature: Threads},
	I32AtomicRmw8CmpxchgU:         {Name: "i32.atomic.rmw8.cmpxchg_u", Params: "aii", Results: "i", Imm: ImmMemArg, Feature: Threads},
	I32AtomicRmw16CmpxchgU:        {Name: "i32.atomic.rmw16.cmpxchg_u", Params: "aii", Results: "i", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw8CmpxchgU:         {Name: "i64.atomic.rmw8.cmpxchg_u", Params: "aII", Results: "I", Imm: ImmMemArg, Feature: Threads},
	I64AtomicRmw16CmpxchgU:        {Name: "i64.atomic.rmw16.cmpxchg_u", Params: "aII", Results: "I", Imm: ImmMemArg, Align: 1, Feature: Threads},
	I64AtomicRmw32CmpxchgU:        {Name: "i64.atomic.rmw32.cmpxchg_u", Params: "aII", Results: "I", Imm: ImmMemArg, Align: 2, Feature: Threads},
}
