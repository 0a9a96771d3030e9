namespace Tercet.Tests.Embeddings;

public sealed unsafe class HalfConversionTests
{
    /// <summary>Once at vector width, and once value by value, as what is left over goes.</summary>
    [Theory]
    [InlineData(1 << 16)]
    [InlineData(16)]
    [InlineData(1)]
    public void All_float16_have_the_value_that_the_runtime_gives_them(int together)
    {
        var halves = Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits).ToArray();
        var singles = new float[halves.Length];
        fixed (ushort* source = halves)
        {
            for (var i = 0; i < halves.Length; i += together)
                HalfConversion.ToSingle(source + i, singles.AsSpan(i, together));
        }
        for (var i = 0; i < halves.Length; i++)
        {
            var expected = (float)BitConverter.UInt16BitsToHalf(halves[i]);
            if (float.IsNaN(expected))
                Assert.True(float.IsNaN(singles[i]), $"{i:X4}");
            else
                Assert.True(BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(singles[i]), $"{i:X4}");
        }
    }
}
