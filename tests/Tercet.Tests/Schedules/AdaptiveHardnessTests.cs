namespace Tercet.Tests.Schedules;

public class AdaptiveHardnessTests
{
    [Fact]
    public void Hardness_settles_where_the_share_is_the_target_and_leaves_no_bound_for_good()
    {
        var controller = new AdaptiveHardness(0.5, 0.1, 0.9);
        for (var epoch = 0; epoch < 50; epoch++)
            controller.Observe(Math.Min(1, 0.8 * controller.Next));
        Assert.Equal(0.625, controller.Next, 1e-6);
        for (var epoch = 0; epoch < 50; epoch++)
            controller.Observe(0);
        Assert.Equal(0.9, controller.Next);
        for (var epoch = 0; epoch < 50; epoch++)
            controller.Observe(1);
        Assert.Equal(0.1, controller.Next);
        controller.Observe(0);
        Assert.Equal(0.35, controller.Next, 1e-15);
    }

    [Fact]
    public void Hardness_moves_by_half_of_what_the_active_fraction_is_off()
    {
        var controller = new AdaptiveHardness(0.5, 0, 1);
        controller.Observe(0.1);
        Assert.Equal(0.7, controller.Next, 1e-15);
        controller.Observe(0.8);
        Assert.Equal(0.55, controller.Next, 1e-15);
    }

    [Theory]
    [InlineData(1e-9, 0, 1, 0.5)]
    [InlineData(0.5, 0, 0, 0)]
    [InlineData(0.5, 0.7, 0.7, 0.7)]
    [InlineData(0.999, 1, 1, 1)]
    public void Starts_half_way_between_bounds_that_may_be_equal(double target, double floor, double cap, double start)
    {
        var controller = new AdaptiveHardness(target, floor, cap);
        Assert.Equal(start, controller.Next, 1e-15);
        controller.Observe(0);
        controller.Observe(1);
        Assert.InRange(controller.Next, floor, cap);
    }

    [Theory]
    [InlineData("target", 0, 0, 1)]
    [InlineData("target", 1, 0, 1)]
    [InlineData("target", -0.5, 0, 1)]
    [InlineData("target", double.NaN, 0, 1)]
    [InlineData("floor", 0.5, -0.1, 1)]
    [InlineData("floor", 0.5, 0.6, 0.5)]
    [InlineData("floor", 0.5, double.NaN, 1)]
    [InlineData("cap", 0.5, 0, 1.1)]
    [InlineData("cap", 0.5, -0.2, -0.1)]
    [InlineData("cap", 0.5, 0, double.NaN)]
    [InlineData("cap", 0.5, 0, double.PositiveInfinity)]
    public void Bounds_that_are_none_are_refused(string parameter, double target, double floor, double cap) =>
        Assert.Equal(
            parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveHardness(target, floor, cap)).ParamName);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_share_that_is_none_is_refused(double share)
    {
        var controller = new AdaptiveHardness(0.5, 0.1, 0.9);
        Assert.Equal("activeFraction", Assert.Throws<ArgumentOutOfRangeException>(() => controller.Observe(share)).ParamName);
        Assert.Equal(0.5, controller.Next);
    }

    [Theory]
    [InlineData(0.09)]
    [InlineData(0.91)]
    [InlineData(double.NaN)]
    public void A_hardness_beyond_the_bounds_is_refused(double next)
    {
        var controller = new AdaptiveHardness(0.5, 0.1, 0.9) { Next = 0.1 };
        controller.Next = 0.9;
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => controller.Next = next);
        Assert.Contains("Expected a hardness in [0.1, 0.9], from floor to cap.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0.9, controller.Next);
    }
}
