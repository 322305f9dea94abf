package expr_test

import "testing"

func TestCPlusPlus(t *testing.T) {
	tables(t, "cpp/values_O0_v5.wasm", "cpp/values.cpp", map[string]string{
		"references": `
			lvalue                 => 15
			alias + rvalue         => 22
			&alias == &lvalue      => true
			base.base_value        => 1
			pointer->base_value    => 1
			(*pointer).derived_value => 2
			pointer->Base::base_value => 1
			whole[1]               => 20
			constant               => 5
			base.get()             => 7
			base.method(1)         => 7
			pointer->both()        => 7
			pointer->nothing()     => error: Derived has no member 'nothing'
			base.method()          => error: Base::method takes 1 arguments, not 0
			*(Derived *)&base      => {<Base> = {base_value = 1, secret = 115 's'}, derived_value = 2}
			static_cast<Derived &>(base).derived_value => 2
			(double)alias / 2      => 7.5
			not true               => false
			true and false         => false
		`,
		"method": `
			base_value             => 3
			this->base_value       => 3
			base_value + extra     => 4
			secret                 => 115 's'
			Base::base_value       => 3
			sum == base_value + extra => true
			*this                  => {base_value = 3, secret = 115 's'}
			get()                  => 7
			app::config            => 7
			::app::config          => 7
			config                 => 7
			app::detail::version   => 2
			app::detail::v2::version => 2
			app::hidden            => 11
			app::limit             => 50
			app::folded            => 12
			app::Counter::count    => 100
			app::Counter::step     => 5
			Counter::count         => 100
			app::nothing           => error: nothing is called 'app::nothing'
			app::confg             => error: nothing is called 'app::confg'; did you mean 'config'?
			base_valeu             => error: no variable 'base_valeu'; did you mean 'base_value'?
		`,
		"diamond": `
			shared                 => 77
			vleft + vright + bottom => 19
			this->VirtualLeft::vleft => 5
			sum                    => 96
		`,
		"objects": `
			multiple.left + multiple.right + multiple.own => 6
			multiple.Right::right  => 2
			right->right           => 2
			((Multiple *)right)->own => 3
			&((Multiple *)right)->own == &multiple.own => true
			(Left *)(Multiple *)right == (Left *)&multiple => true
			animals[0]->legs       => 4
			animals[0]->bark       => 9
			animals[1]->wings      => 2
			animals[1]->bark       => error: Animal has no member 'bark'
			animal.bark            => 9
			((Dog *)animals[0])->bark => 9
			top->shared            => 78
			derived.get()          => 7
			dog.speak(2)           => 7
			animals[0]->speak(2)   => 7
			animal.speak(2)        => 7
			animals[0]->speak()    => error: Dog::speak takes 1 arguments, not 0
			diamond.shared         => 78
		`,
		"enums": `
			level == app::Level::HIGH => true
			level                  => Level::HIGH
			(int)level             => 200
			app::Level::LOW        => Level::LOW
			Level::LOW             => Level::LOW
			app::Mask::C           => Mask::C
			mask == app::Mask::C   => true
			plain == app::SECOND   => true
			app::Plain::FIRST      => FIRST
			local == LOCAL_B       => true
			(app::Level)1          => Level::LOW
			app::Level(1)          => Level::LOW
			int(level) + 1         => 201
			c16 == u'é'            => true
			text16 == u"sixteen"   => true
			text16[0] == 's'       => true
			loud && c8 == 'x'      => true
		`,
		"templates": `
			shorts.items[1]        => 12
			shorts.used            => 2
			sizeof(Fixed<short, 3>) => 12
			sizeof(Fixed<short,3>) => 12
			((Fixed<short, 3> *)&shorts)->used => 2
			Factorial<5>::value    => 120
			nested.second.first    => 99 'c'
			pair.first < pair.second => true
			big < 10 && total > (3) => true
			largest<int>(1, 2)     => 7
			largest(1, 2)          => 7
			largest(big, 'c')      => 7
			largest(big, pair)     => error: no largest takes these arguments; there are largest<double>(double, double), largest<int>(int, int)
		`,
		"lambda": `
			captured               => 20
			captured + x           => 25
			inside                 => 25
		`,
		"dot": `
			x + other.x            => 8
			this->y                => 6
			product                => 52
			length2()              => error: length2 has no code of its own: it was inlined wherever it is called
		`,
		"trees": `
			root.left->key         => 20
			root.right->left->key  => 60
			root.left->left->key   => error: root.left->left->key: unavailable: null pointer
			root.sum()             => 7
			root.right->left       => 0xff80
		`,
		"statics": `
			calls                  => 3
			counter.id             => 3
			statics::calls         => 3
			app::Counter::label == "counter" => true
			app::Counter::count + app::Counter::step => 110
		`,
		"members": `
			object.base_value      => 32
			to_object->get()       => 7
			null == nullptr        => true
		`,
	})
}
